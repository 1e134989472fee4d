import { formatDuration } from '../output/duration.js';
import type { Screen } from '../output/screen.js';
import { columns } from '../output/table.js';
import type { PlannedLetter } from './plan.js';

/** What `redrive --json` prints. */
export interface RedriveReport {
  readonly from: string;
  readonly dryRun: boolean;
  /** Messages read. */
  readonly messages: number;
  /** Different records that were found and selected. */
  readonly records: number;
  readonly shards: readonly ShardLine[];
  /** Records that were run. */
  readonly done: number;
  /** Messages that were removed. */
  readonly removed: number;
  /** Seconds that running and removing took. */
  readonly duration: number;
  readonly failed: readonly { readonly message: string; readonly reason: string }[];
  /** Messages some of whose records have left the stream. */
  readonly expired: number;
  readonly expiredFile: string | null;
  readonly rescued: number;
  readonly unreadable: readonly { readonly message: string; readonly reason: string }[];
  /** Messages that another reader holds now. */
  readonly held: number;
  readonly interrupted: boolean;
}

export interface ShardLine {
  readonly stream: string;
  readonly shard: string;
  readonly messages: number;
  readonly records: number;
  /** Milliseconds until the stream forgets the first of these; null for records that are kept. */
  readonly timeLeft: number | null;
}

/** The plan, shard by shard, the most urgent first. */
export function shardLines(
  streamArn: string,
  letters: readonly PlannedLetter[],
  now: number,
): readonly ShardLine[] {
  const lines = new Map<string, ShardLine>();
  for (const { shardId, records, forgottenAt } of letters) {
    const shard = shardId ?? 'parked';
    const before = lines.get(shard);
    const left = Number.isFinite(forgottenAt) ? Math.max(0, forgottenAt - now) : null;
    lines.set(shard, {
      stream: streamArn,
      shard,
      messages: (before?.messages ?? 0) + 1,
      records: (before?.records ?? 0) + records.length,
      timeLeft: before === undefined ? left : sooner(before.timeLeft, left),
    });
  }
  return [...lines.values()].sort(
    (a, b) => (a.timeLeft ?? Number.POSITIVE_INFINITY) - (b.timeLeft ?? Number.POSITIVE_INFINITY),
  );
}

function sooner(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

/** Shows the plan for people. */
export function showPlan(lines: readonly ShardLine[], screen: Screen): void {
  const rows = lines.map(({ shard, messages, records, timeLeft }) => [
    shard,
    String(messages),
    String(records),
    timeLeft === null ? 'kept' : formatDuration(timeLeft),
  ]);
  screen.err(columns(['shard', 'messages', 'records', 'time left'], rows));
}

/** Shows the outcome for people. */
export function showReport(report: RedriveReport, screen: Screen): void {
  const { green, red, yellow, dim } = screen.colours;
  const { messages, records, done, removed, expired, failed, unreadable, held } = report;
  if (messages === 0) screen.out(`Nothing waits in ${report.from}.`);
  else if (report.dryRun) screen.out(`${records} records in ${messages} messages would be run.`);
  else if (report.rescued > 0)
    screen.out(`${records} records of ${report.rescued} messages saved.`);
  else {
    const time = `${report.duration.toFixed(1)} s`;
    screen.out(
      `${green(String(done))} of ${records} records run in ${time}, ${removed} messages removed.`,
    );
  }
  if (failed.length > 0) {
    screen.out(`${red(String(failed.length))} messages hold records that failed again; they stay:`);
    for (const { message, reason } of failed.slice(0, 10))
      screen.out(dim(`  ${message} ${reason}`));
  }
  if (expired > 0) {
    const where = report.expiredFile === null ? '' : ` They are named in ${report.expiredFile}.`;
    screen.out(
      `${red(String(expired))} messages stand for records that have left the stream.${where}`,
    );
  }
  for (const { message, reason } of unreadable.slice(0, 10)) {
    screen.out(`${yellow('left')} ${message}: ${reason}`);
  }
  if (held > 0) {
    screen.out(
      `${yellow(String(held))} messages are held by another reader, or by a redrive that was killed. They come back by themselves: run this again in a while.`,
    );
  }
  if (report.interrupted) screen.out('Stopped before the end. Run it again to go on.');
}
