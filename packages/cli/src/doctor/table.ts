import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsStreamSource } from '@millrace/mapping';
import type { Clients } from '../aws/clients.js';
import { isReading, mappingsOf } from '../aws/mappings-of.js';
import { streamOf, type TableStream } from '../aws/stream-of.js';
import { LagMeter } from '../lag/lag-meter.js';
import { CliError } from '../output/cli-error.js';
import { formatDuration } from '../output/duration.js';
import { recentRecords } from '../stream/recent-records.js';
import { examineDestination } from './destination.js';
import { examineFilters } from './filter-check.js';
import { type Finding, ok, problem, warning } from './finding.js';
import { examineSettings } from './settings.js';

const HOUR = 3_600_000;
const LAG_BOUND = 10_000;

/** Looks at a table's stream, at every mapping that reads it, and at what has failed. */
export async function examineTable(
  table: string,
  clients: Clients,
  count: number,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const stream = await findStream(table, clients);
  if ('code' in stream) return [stream];
  const mappings = await mappingsOf(clients, stream.streamArn);
  const findings: Finding[] = [ok('STREAM', `The stream of ${stream.tableName} is on.`)];
  if (mappings.length === 0) {
    const mend = `aws lambda create-event-source-mapping --function-name <name> --event-source-arn ${stream.streamArn} --starting-position TRIM_HORIZON`;
    findings.push(problem('NO_MAPPING', `No function reads ${stream.tableName}.`, mend));
  }
  const readers = mappings.filter(isReading).length;
  if (readers > 2) {
    findings.push(
      warning(
        'TOO_MANY_READERS',
        `${readers} mappings read the stream; AWS may throttle a shard that more than two read.`,
        'Let one function hand the changes on, by EventBridge or SNS.',
      ),
    );
  }
  const source = new AwsStreamSource({
    client: await clients.streams(),
    streamArn: stream.streamArn,
  });
  const records = await recentRecords(source, count, signal);
  for (const mapping of mappings) {
    const target = await functionOf(clients, mapping.FunctionArn ?? '');
    findings.push(...examineSettings(mapping, target), ...examineFilters(mapping, records));
    findings.push(...(await examineDestination(mapping, clients)));
  }
  return [...findings, ...(await examineLag(clients, stream, signal))];
}

async function findStream(table: string, clients: Clients): Promise<TableStream | Finding> {
  try {
    return await streamOf(clients, table);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { code: error.code, severity: 'problem', message: error.message };
  }
}

async function functionOf(
  clients: Clients,
  FunctionName: string,
): Promise<FunctionConfiguration | undefined> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  try {
    return await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function examineLag(
  clients: Clients,
  stream: TableStream,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const meter = await LagMeter.of(clients, stream, LAG_BOUND);
  return (await meter.measure(signal)).flatMap(({ function: name, shards }): Finding[] => {
    if (shards.length === 0) return [];
    const age = Math.max(...shards.map(({ iteratorAge }) => iteratorAge));
    const message = `The oldest record that waits for ${name} is ${formatDuration(age)} old.`;
    const mend = `millrace lag ${stream.tableName} --watch`;
    if (age > 12 * HOUR) {
      const left = formatDuration(Math.max(0, 24 * HOUR - age));
      return [problem('RETENTION_NEAR', `${message} It is lost in ${left}.`, mend)];
    }
    if (age > HOUR) return [warning('BEHIND', message, mend)];
    return [ok('LAG', message)];
  });
}
