import {
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';

/**
 * Brings a table's time-to-live to an attribute, or turns it off.
 *
 * @param refuse says why it cannot be done: DynamoDB has no way from one attribute to another, and
 * takes one change an hour.
 */
export async function setTimeToLive(
  dynamodb: DynamoDBClient,
  tableName: string | undefined,
  wanted: string | undefined,
  refuse: (what: string, cause?: unknown) => never,
): Promise<void> {
  const { TimeToLiveDescription: kept } = await dynamodb.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  const current = kept?.TimeToLiveStatus === 'ENABLED' ? kept.AttributeName : undefined;
  if (current === wanted) return;
  const change = `time-to-live ${named(current)} and the stack wants it ${named(wanted)}`;
  if (current !== undefined && wanted !== undefined) {
    return refuse(`${change}, which takes turning it off first`);
  }
  try {
    await dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName: tableName,
        TimeToLiveSpecification: {
          AttributeName: wanted ?? current,
          Enabled: wanted !== undefined,
        },
      }),
    );
  } catch (thrown) {
    if (!(thrown instanceof Error && /multiple times/i.test(thrown.message))) throw thrown;
    return refuse(`${change}, and it was changed less than an hour ago`, thrown);
  }
}

function named(attribute: string | undefined): string {
  return attribute === undefined ? 'off' : `by ${attribute}`;
}
