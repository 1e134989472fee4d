import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { SettingsReader } from './settings-reader.js';
import { StackError } from './stack-error.js';
import { tableInput, timeToLiveAttribute } from './table-input.js';

/**
 * Makes a table by the API that everyone uses, or takes the one that a data folder kept.
 * Gives the ARN of its stream, if it has one.
 * @throws StackError `STACK_TABLE_DIFFERS` when the kept table has other keys or another stream.
 */
export async function createTable(
  dynamodb: DynamoDBClient,
  settings: SettingsReader,
): Promise<string | undefined> {
  const input = tableInput(settings) as CreateTableCommandInput;
  try {
    await dynamodb.send(new CreateTableCommand(input));
  } catch (thrown) {
    if (!(thrown instanceof ResourceInUseException)) throw thrown;
  }
  const { Table: table } = await dynamodb.send(
    new DescribeTableCommand({ TableName: input.TableName }),
  );
  const viewType = input.StreamSpecification?.StreamViewType;
  if (
    keysOf(table?.KeySchema) !== keysOf(input.KeySchema) ||
    table?.StreamSpecification?.StreamViewType !== viewType
  ) {
    throw new StackError(
      'STACK_TABLE_DIFFERS',
      `${settings.where}: the table ${input.TableName} in the data folder has other keys or another stream than the stack. Start with an empty data folder.`,
    );
  }
  await setTimeToLive(dynamodb, input.TableName, timeToLiveAttribute(settings));
  return table?.LatestStreamArn;
}

function keysOf(schema: CreateTableCommandInput['KeySchema']): string {
  return (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType}=${AttributeName}`).join();
}

async function setTimeToLive(
  dynamodb: DynamoDBClient,
  tableName: string | undefined,
  attribute: string | undefined,
): Promise<void> {
  if (attribute === undefined) return;
  try {
    await dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName: tableName,
        TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
      }),
    );
  } catch (thrown) {
    if (!isHarmless(thrown)) throw thrown;
  }
}

/** A kept table has its attribute already. */
function isHarmless(thrown: unknown): boolean {
  return thrown instanceof Error && /already (enabled|being)/i.test(thrown.message);
}
