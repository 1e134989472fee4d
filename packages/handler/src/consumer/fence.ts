// DynamoDB Streams' model allows up to 40 digits; a DynamoDB number keeps only 38.
const fenceLength = 40;

/**
 * Makes a change's sequence number comparable in a condition of DynamoDB: text of 40 digits, of
 * which the later one is the greater. Write it beside the effect, on the condition that what stands
 * there is lower: repeats, replays and late duplicates then change nothing.
 *
 * @example
 * ConditionExpression: 'attribute_not_exists(fence) OR fence < :fence',
 * ExpressionAttributeValues: { ':fence': { S: toFence(change.sequenceNumber) } },
 */
export function toFence(sequenceNumber: string): string {
  return sequenceNumber.padStart(fenceLength, '0');
}
