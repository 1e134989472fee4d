import type { Cloud } from '../cloud/cloud.js';
import type { Queue } from '../queue/queue.js';
import type { ArmedFault } from '../runtime/faults.js';
import type {
  FaultState,
  FunctionState,
  MappingState,
  QueueState,
  Road,
  ShardState,
  TableState,
} from './contract.js';
import { readFailure } from './failure-message.js';
import type { ShardShape, TableShape } from './stream-shapes.js';
import type { MappingWatch } from './watch/mapping-watch.js';
import type { RoadWatch } from './watch/road-watch.js';

/** What a road's state is made of. */
export interface RoadStateParts {
  readonly cloud: Pick<
    Cloud,
    'endpoint' | 'accountId' | 'functions' | 'faultsOf' | 'mappings' | 'queues'
  >;
  readonly watch: RoadWatch;
  readonly tables: readonly TableShape[];
}

const FAILURES_SHOWN = 20;

/** The table that a stream belongs to. */
export const tableOfStream = (streamArn: string): string => streamArn.split('/')[1] ?? streamArn;

/** The function that a name, a partial or a whole ARN means, without its qualifier. */
export const functionOf = (reference: string): string =>
  /(?:^|function:)([\w-]+)(?::[\w$-]+)?$/.exec(reference)?.[1] ?? reference;

function shardState(shard: ShardShape, mapping: MappingWatch): ShardState {
  const { read, position, iteratorAge, finished } = mapping.shard(shard.id);
  return {
    id: shard.id,
    state: !shard.closed ? 'open' : finished ? 'finished' : 'closed',
    read,
    ...(shard.parentId === undefined ? {} : { parentId: shard.parentId }),
    ...(position === undefined ? {} : { position }),
    ...(iteratorAge === undefined ? {} : { iteratorAge }),
  };
}

function tableState(table: TableShape, watch: RoadWatch): TableState {
  return {
    name: table.name,
    written: watch.written(table.name),
    ...(table.streamArn === undefined ? {} : { streamArn: table.streamArn }),
    openShards: table.shards.filter(({ closed }) => !closed).map(({ id }) => id),
  };
}

function mappingStates({ cloud, watch, tables }: RoadStateParts): readonly MappingState[] {
  return cloud.mappings.list().map(({ uuid, definition, state, lastProcessingResult }) => {
    const { settings, destinationArn } = definition;
    const tableName = tableOfStream(definition.eventSourceArn);
    const shards = tables.find(({ name }) => name === tableName)?.shards ?? [];
    const mapping = watch.mapping(uuid);
    return {
      uuid,
      tableName,
      functionName: functionOf(definition.functionName),
      state,
      lastResult: lastProcessingResult,
      batchSize: settings.batchSize,
      windowSeconds: settings.maximumBatchingWindowInSeconds,
      parallelizationFactor: settings.parallelizationFactor,
      maximumRetryAttempts: settings.maximumRetryAttempts,
      bisect: settings.bisectBatchOnFunctionError,
      patterns: settings.filterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
      ...(destinationArn === undefined ? {} : { destinationArn }),
      shards: shards.map((shard) => shardState(shard, mapping)),
      ...mapping.counts(),
    };
  });
}

function faultState({ id, kind, match, hits }: ArmedFault): FaultState {
  return { id, kind, hits, ...(typeof match === 'string' ? { match } : {}) };
}

function functionStates({ cloud, watch }: RoadStateParts): readonly FunctionState[] {
  return cloud.functions.list().map(({ name }) => ({
    name,
    ...watch.functions.countsOf(name),
    faults: cloud.faultsOf(name).map(faultState),
  }));
}

function roleOf(queue: Queue, mappings: readonly MappingState[]): QueueState['role'] {
  if (mappings.some(({ destinationArn }) => destinationArn === queue.arn)) return 'failure';
  return /park/i.test(queue.name) ? 'parking' : 'other';
}

function queueState(
  queue: Queue,
  mappings: readonly MappingState[],
  { endpoint, accountId }: RoadStateParts['cloud'],
): QueueState {
  const { visible, inFlight, delayed } = queue.counts();
  const role = roleOf(queue, mappings);
  const failures =
    role === 'failure'
      ? queue
          .peek()
          .slice(0, FAILURES_SHOWN)
          .flatMap((message) => readFailure(message) ?? [])
      : [];
  return {
    name: queue.name,
    url: `${endpoint}/${accountId}/${queue.name}`,
    role,
    messages: visible + inFlight + delayed,
    failures: failures.map(({ streamArn: _, functionArn: __, ...failure }) => failure),
  };
}

/** The whole road as it stands. */
export function roadState(parts: RoadStateParts): Road {
  const { cloud, watch, tables } = parts;
  const mappings = mappingStates(parts);
  return {
    tables: tables.map((table) => tableState(table, watch)),
    mappings,
    functions: functionStates(parts),
    queues: cloud.queues.list().map((queue) => queueState(queue, mappings, cloud)),
    reactions: watch.effects.states(),
  };
}
