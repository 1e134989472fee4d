import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { KeptTable } from './kept-table.js';
import type { SettingsReader } from './settings-reader.js';
import { StackError } from './stack-error.js';
import { tableInput, timeToLiveAttribute } from './table-input.js';
import { setTimeToLive } from './time-to-live.js';

const POLL_MS = 10;

/** Where tables are made. */
export interface TablePlace {
  readonly dynamodb: DynamoDBClient;
  /** The folder that keeps tables; none when nothing outlives the cloud. */
  readonly tablesFolder: string | undefined;
}

/**
 * Makes a table by the API that everyone uses. One that the folder kept is brought to what the stack
 * says of it now, as far as Terraform does that in place. Gives the ARN of its stream, if it has one.
 *
 * @throws StackError `STACK_TABLE_DIFFERS` when the kept table would have to be made anew.
 */
export async function createTable(
  { dynamodb, tablesFolder }: TablePlace,
  settings: SettingsReader,
): Promise<string | undefined> {
  const input = tableInput(settings) as CreateTableCommandInput;
  const refuse = (what: string, cause?: unknown): never => {
    throw new StackError(
      'STACK_TABLE_DIFFERS',
      `${settings.where}: the kept table ${input.TableName} has ${what}. Go back to what is kept, or remove the folder ${tablesFolder} with all its tables, then start again.`,
      { cause },
    );
  };
  try {
    await dynamodb.send(new CreateTableCommand(input));
  } catch (thrown) {
    // Where nothing is kept, another resource of the stack has the name.
    if (!(thrown instanceof ResourceInUseException) || tablesFolder === undefined) throw thrown;
    await changeTable(dynamodb, input, refuse);
  }
  const table = await settledTable(dynamodb, input.TableName);
  await setTimeToLive(dynamodb, input.TableName, timeToLiveAttribute(settings), refuse);
  return input.StreamSpecification === undefined ? undefined : table.LatestStreamArn;
}

async function changeTable(
  dynamodb: DynamoDBClient,
  input: CreateTableCommandInput,
  refuse: (what: string) => never,
): Promise<void> {
  const { TableName } = input;
  const table = new KeptTable(await settledTable(dynamodb, TableName), input);
  for (const [what, kept, wanted] of table.fixedDifferences()) {
    refuse(`the ${what} ${kept} and the stack wants ${wanted}, which no table changes in place`);
  }
  for (const change of table.changes()) {
    await dynamodb.send(new UpdateTableCommand({ TableName, ...change }));
    await settledTable(dynamodb, TableName);
  }
}

/** The table once it takes changes: a table has one at a time. */
async function settledTable(
  dynamodb: DynamoDBClient,
  TableName: string | undefined,
): Promise<TableDescription> {
  for (;;) {
    const { Table: table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    if (table?.TableStatus === 'ACTIVE') return table;
    await sleep(POLL_MS);
  }
}
