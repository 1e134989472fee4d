import {
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { SettingsReader } from './settings-reader.js';
import { StackError } from './stack-error.js';
import { tableInput } from './table-input.js';

/**
 * Takes a table that lives elsewhere as it is: it is looked at and never changed. Gives the ARN of its
 * stream, if the stack wants one.
 * @throws StackError `STACK_TABLE_ELSEWHERE` when the table or its stream is not there
 */
export async function takeTable(
  dynamodb: DynamoDBClient,
  settings: SettingsReader,
): Promise<string | undefined> {
  const { TableName: name, StreamSpecification: wanted } = tableInput(
    settings,
  ) as CreateTableCommandInput;
  const refuse = (what: string): never => {
    throw new StackError(
      'STACK_TABLE_ELSEWHERE',
      `${settings.where}: ${what} Deploy the stack there, or make it with the aws command line, then start again.`,
    );
  };
  const table = await describe(dynamodb, name);
  if (table === undefined) return refuse(`there is no table ${name} at the endpoint given.`);
  if (wanted === undefined) return undefined;
  const viewType = table.StreamSpecification?.StreamViewType;
  if (viewType !== wanted.StreamViewType) {
    return refuse(
      `the stream of ${name} is ${viewType ?? 'off'}, and the stack wants ${wanted.StreamViewType}.`,
    );
  }
  return table.LatestStreamArn;
}

async function describe(
  dynamodb: DynamoDBClient,
  name: string | undefined,
): Promise<TableDescription | undefined> {
  try {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    return Table;
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return undefined;
    throw thrown;
  }
}
