import { compileFilterCriteria } from '@millrace/filters';
import { AwsStreamSource, listShards, type StreamRecord } from '@millrace/mapping';
import type { Clients } from '../aws/clients.js';
import { mappingFor, mappingsOf } from '../aws/mappings-of.js';
import { streamOf } from '../aws/stream-of.js';
import { patternsOf } from '../delivery/settings-of.js';
import { recentRecords } from '../stream/recent-records.js';
import type { Load } from './load.js';

const RECORDS = 5_000;

/** What can be seen of a load on a table that runs. What cannot be seen is left out. */
export async function measureLoad(
  table: string,
  clients: Clients,
  signal: AbortSignal,
): Promise<Partial<Load>> {
  const { streamArn } = await streamOf(clients, table);
  const source = new AwsStreamSource({ client: await clients.streams(), streamArn });
  const records = await recentRecords(source, RECORDS, signal);
  const mapping = mappingFor(await mappingsOf(clients, streamArn), undefined);
  const filter = compileFilterCriteria({ Filters: patternsOf(mapping) }, { maxFilters: 10 });
  const passed = records.filter((record) => filter.matches(record)).length;
  return {
    ...rateOf(records),
    ...(records.length === 0 ? {} : { passRate: passed / records.length }),
    shards: await openShards(source, signal),
    ...(mapping === undefined
      ? {}
      : {
          batchSize: mapping.BatchSize ?? 100,
          window: mapping.MaximumBatchingWindowInSeconds ?? 0,
          parallelization: mapping.ParallelizationFactor ?? 1,
          ...(await functionOf(clients, mapping.FunctionArn ?? '')),
        }),
  };
}

/** Over the time that the records span; of fewer than two seconds nothing can be said. */
function rateOf(records: readonly StreamRecord[]): Partial<Load> {
  if (records.length === 0) return {};
  const at = (record: StreamRecord | undefined) =>
    record?.dynamodb.ApproximateCreationDateTime ?? 0;
  const span = at(records.at(-1)) - at(records[0]);
  const bytes = records.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0);
  const recordSize = Math.round(bytes / records.length);
  return span < 2 ? { recordSize } : { recordSize, writeRate: records.length / span };
}

async function openShards(source: AwsStreamSource, signal: AbortSignal): Promise<number> {
  const shards = await listShards(source, signal);
  return Math.max(1, shards.filter((shard) => shard.endingSequenceNumber === undefined).length);
}

async function functionOf(clients: Clients, FunctionName: string): Promise<Partial<Load>> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const target = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const architecture = target.Architectures?.includes('arm64') ? 'arm64' : 'x86_64';
  return { memory: target.MemorySize ?? 128, architecture };
}
