import { CliError } from '../output/cli-error.js';
import type { Clients } from './clients.js';

/** The stream that a command works on. */
export interface TableStream {
  readonly tableName: string;
  readonly streamArn: string;
}

const STREAM_ARN = /^arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):\d{12}:table\/([\w.-]+)\/stream\/.+$/;

/** The region that a stream's ARN names; undefined for a table's name. */
export function regionOfArn(tableOrArn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:([^:]+):/.exec(tableOrArn)?.[1];
}

/**
 * Finds the stream of a table, by the table's name or by the stream's own ARN.
 *
 * @throws CliError `TABLE_NOT_FOUND`, `TABLE_ELSEWHERE`, `STREAM_NOT_ENABLED`, `INVALID_TABLE`
 */
export async function streamOf(clients: Clients, tableOrArn: string): Promise<TableStream> {
  const arn = STREAM_ARN.exec(tableOrArn);
  if (arn !== null) return { tableName: arn[2] ?? '', streamArn: tableOrArn };
  const tableName = tableNameOf(tableOrArn);
  const { DescribeTableCommand } = await import('@aws-sdk/client-dynamodb');
  const client = await clients.dynamodb();
  const command = new DescribeTableCommand({ TableName: tableName });
  const { Table } = await client.send(command).catch((error: unknown) => {
    throw isNotFound(error) ? tableNotFound(tableName, clients, error) : error;
  });
  if (tableOrArn !== tableName && Table?.TableArn !== tableOrArn) {
    throw tableElsewhere(tableOrArn, Table?.TableArn);
  }
  if (Table?.LatestStreamArn === undefined || Table.StreamSpecification?.StreamEnabled !== true) {
    throw new CliError(
      'STREAM_NOT_ENABLED',
      `The table ${tableName} has no stream that is on. Turn it on: aws dynamodb update-table --table-name ${tableName} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES`,
    );
  }
  return { tableName, streamArn: Table.LatestStreamArn };
}

function tableNameOf(text: string): string {
  const name = /^arn:.*:table\/([\w.-]+)$/.exec(text)?.[1] ?? text;
  if (/^[\w.-]{3,255}$/.test(name)) return name;
  throw new CliError(
    'INVALID_TABLE',
    `${JSON.stringify(text)} is neither a table's name nor the ARN of a table or a stream.`,
  );
}

/** A table is asked for by its name, and the name alone may mean one of another account or region. */
function tableElsewhere(given: string, found: string | undefined): CliError {
  return new CliError(
    'TABLE_ELSEWHERE',
    `${given} is not the table that these credentials reach, which is ${found}. Use those of its account (AWS_PROFILE), or give the table's name alone.`,
  );
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}

function tableNotFound(tableName: string, { connection }: Clients, cause: unknown): CliError {
  const place = connection.endpoint ?? `AWS, region ${connection.region}`;
  return new CliError(
    'TABLE_NOT_FOUND',
    `There is no table ${tableName} at ${place}. Check its name, --region and --endpoint.`,
    { cause },
  );
}
