import { formatDuration } from '../output/duration.js';
import type { Screen } from '../output/screen.js';
import { columns } from '../output/table.js';
import type { ShardLag } from './estimate.js';
import type { MappingLag } from './lag-meter.js';

/** What `lag --json` prints for each measurement. */
export interface LagReport {
  readonly table: string;
  readonly stream: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  /** The oldest record that waits for any mapping, in milliseconds; null when no place is known. */
  readonly iteratorAge: number | null;
  readonly mappings: readonly MappingLag[];
}

/** The report of one measurement. */
export function lagReport(
  table: { readonly tableName: string; readonly streamArn: string },
  mappings: readonly MappingLag[],
  now: number,
): LagReport {
  const ages = mappings.flatMap(({ shards }) => shards.map((shard) => shard.iteratorAge));
  return {
    table: table.tableName,
    stream: table.streamArn,
    measuredAt: new Date(now).toISOString(),
    iteratorAge: ages.length === 0 ? null : Math.max(...ages),
    mappings,
  };
}

/** The lines of a measurement, for people. Shards in which nothing happens are one line together. */
export function lagLines({ mappings }: LagReport, colours: Screen['colours']): readonly string[] {
  const { bold, dim, yellow } = colours;
  return mappings.flatMap(({ uuid, function: name, state, positionsFrom, refusal, shards }) => {
    const head = [
      `${bold(name)} ${state === 'Enabled' ? state : yellow(state)}`,
      dim(`mapping ${uuid}`),
    ];
    if (positionsFrom === 'unknown') {
      return [
        ...head,
        'It was not called in the last ten minutes: it has caught up, or it cannot be called. Its place is not known to AWS’s metrics.',
      ];
    }
    if (positionsFrom === 'refused') {
      return [
        ...head,
        yellow(`Its place is not known, since CloudWatch does not tell it: ${refusal}`),
        'The right it takes is cloudwatch:GetMetricStatistics.',
      ];
    }
    const busy = shards.filter(isBusy);
    const quiet = shards.length - busy.length;
    return [
      ...head,
      ...(busy.length === 0 ? [] : columns(HEAD, busy.map(rowOf)).split('\n')),
      ...(quiet === 0
        ? []
        : [dim(`${quiet} ${quiet === 1 ? 'shard' : 'shards'} in which nothing waits`)]),
    ];
  });
}

function isBusy({ waiting, waitingIsAtLeast, recordsIn, recordsOut }: ShardLag): boolean {
  return waitingIsAtLeast || waiting + recordsIn + recordsOut > 0;
}

const HEAD = ['shard', 'age', 'waiting', 'in', 'out', 'time left', 'done in'];

function rowOf(shard: ShardLag): readonly string[] {
  const { iteratorAge, waiting, waitingIsAtLeast, recordsIn, recordsOut, timeLeft } = shard;
  return [
    shortId(shard.shard),
    formatDuration(iteratorAge),
    `${waiting}${waitingIsAtLeast ? '+' : ''}`,
    `${recordsIn.toFixed(1)}/s`,
    `${recordsOut.toFixed(1)}/s`,
    timeLeft === null ? '' : formatDuration(timeLeft),
    caughtUpIn(shard),
  ];
}

/** Every id begins alike; the whole one is in the JSON. */
function shortId(shardId: string): string {
  return shardId.replace(/^shardId-0*/, '');
}

function caughtUpIn({ catchUp, waitingIsAtLeast }: ShardLag): string {
  if (catchUp !== null) return formatDuration(catchUp);
  return waitingIsAtLeast ? 'not known' : 'never';
}
