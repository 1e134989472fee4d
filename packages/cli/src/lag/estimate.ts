import { streamRetentionMs } from '@millrace/shared';
import type { ShardCount } from './shard-meter.js';

/** How one mapping does in one shard. Times are in milliseconds, rates in records a second. */
export interface ShardLag {
  readonly shard: string;
  /** Of the oldest record that waits; 0 when none does. */
  readonly iteratorAge: number;
  readonly waiting: number;
  readonly waitingIsAtLeast: boolean;
  readonly recordsIn: number;
  readonly recordsOut: number;
  /** Until the stream forgets the oldest record that waits; null when none does. */
  readonly timeLeft: number | null;
  /** Until nothing waits, at these rates; null when it will never be so, or cannot be told. */
  readonly catchUp: number | null;
}

/**
 * Turns counts into what an operator asks.
 *
 * @param span milliseconds between the first and the last counting
 */
export function estimateLag(shard: string, count: ShardCount, span: number, now: number): ShardLag {
  const { waiting, isAtLeast, oldestAt, came, left } = count;
  const perSecond = (records: number) => (span > 0 ? (records * 1_000) / span : 0);
  const iteratorAge = oldestAt === undefined ? 0 : Math.max(0, now - oldestAt);
  const [recordsIn, recordsOut] = [perSecond(came), perSecond(left)];
  return {
    shard,
    iteratorAge,
    waiting,
    waitingIsAtLeast: isAtLeast,
    recordsIn,
    recordsOut,
    timeLeft: oldestAt === undefined ? null : Math.max(0, streamRetentionMs - iteratorAge),
    catchUp: catchUpTime(waiting, isAtLeast, recordsIn, recordsOut),
  };
}

function catchUpTime(
  waiting: number,
  isAtLeast: boolean,
  recordsIn: number,
  recordsOut: number,
): number | null {
  if (isAtLeast) return null;
  if (waiting === 0) return 0;
  if (recordsOut <= recordsIn) return null;
  return (waiting / (recordsOut - recordsIn)) * 1_000;
}
