import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AwsStreamSource, compareSequenceNumbers, type StreamRecord } from '@millrace/mapping';
import type { FailureBatch } from '../failure-message.js';

const PAGE = 1_000;

/** The records of a batch, read again from their shard. */
export async function readBatch(
  batch: FailureBatch,
  streams: DynamoDBStreamsClient,
): Promise<readonly StreamRecord[]> {
  const source = new AwsStreamSource({ client: streams, streamArn: batch.streamArn });
  const { signal } = new AbortController();
  // The one before the first, so that the first is read too.
  const sequenceNumber = String(BigInt(batch.firstSequence) - 1n);
  const position = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber } as const;
  let iterator: string | undefined = await source.openIterator(batch.shardId, position, signal);
  const records: StreamRecord[] = [];
  const isLater = (record: StreamRecord) =>
    compareSequenceNumbers(record.dynamodb.SequenceNumber, batch.lastSequence) > 0;
  while (iterator !== undefined) {
    const page = await source.readRecords(iterator, PAGE, signal);
    records.push(...page.records.filter((record) => !isLater(record)));
    const last = page.records.at(-1);
    const isDone = last === undefined || last.dynamodb.SequenceNumber === batch.lastSequence;
    if (isDone || isLater(last)) break;
    iterator = page.nextIterator;
  }
  return records;
}
