import { streamRetentionMs } from '@millrace/shared';
import type { Load } from './load.js';
import { prices } from './prices.js';

/** What a load means. Times are in milliseconds, rates in a second. */
export interface Prediction {
  readonly shards: number;
  /** Records of an average call. */
  readonly batch: number;
  readonly calls: number;
  /** How long an average call takes. */
  readonly callTime: number;
  /** Calls that run at once: on average, and at most. */
  readonly concurrency: number;
  readonly mostConcurrency: number;
  /** The part of what the mapping can deliver that it has to: above 1 it falls behind. */
  readonly use: number;
  /** How long a record waits until its call begins: on average, and at most; null when it falls behind. */
  readonly age: number | null;
  readonly worstAge: number | null;
  /** Until records are lost, when it falls behind; else null. */
  readonly lossAfter: number | null;
  /** Until nothing waits after an outage of that length; null when never. */
  readonly catchUp: number | null;
  /** US dollars a month, with the filter and without it. */
  readonly cost: number;
  readonly costWithoutFilter: number;
}

/** Lambda looks four times a second at a quiet shard (developer guide), in milliseconds. */
const POLL = 250;
/** The most that a call may carry, in bytes. */
const PAYLOAD = 6 * 1_024 * 1_024;
/** Seconds of an average month. */
const MONTH = 730 * 3_600;

/**
 * Predicts what a mapping does under a steady load that is spread evenly over its shards and lanes. A
 * batch takes what came while the one before it ran, or in its window, or between two polls.
 *
 * @param outage milliseconds that the function was away, for the time to catch up
 */
export function predict(load: Load, outage: number): Prediction {
  const lanes = load.shards * load.parallelization;
  const perLane = (load.writeRate * load.passRate) / lanes / 1_000;
  const largest = Math.max(1, Math.min(load.batchSize, Math.floor(PAYLOAD / load.recordSize)));
  const timeOf = (records: number) => load.callTime + load.recordTime * records;
  const use = perLane / (largest / timeOf(largest));
  const keepsUp = use < 1;
  const batch = keepsUp ? settleBatch(perLane, largest, load.window * 1_000, timeOf) : largest;
  const callTime = timeOf(batch);
  const calls = keepsUp ? (perLane / batch) * lanes * 1_000 : (lanes / callTime) * 1_000;
  const busy = keepsUp ? (perLane / batch) * callTime : 1;
  const window = Math.min(load.window * 1_000, perLane > 0 ? largest / perLane : 0);
  return {
    shards: load.shards,
    batch,
    calls,
    callTime,
    concurrency: busy * lanes,
    mostConcurrency: lanes,
    use,
    // A record finds a call running in `busy` of all cases, and then waits for half of it.
    age: keepsUp ? window / 2 + POLL / 2 + (busy * callTime) / 2 : null,
    worstAge: keepsUp ? window + POLL + timeOf(largest) : null,
    lossAfter: keepsUp ? null : streamRetentionMs / (1 - 1 / use),
    catchUp: keepsUp ? (outage * use) / (1 - use) : null,
    cost: costOf(calls, callTime, load),
    costWithoutFilter:
      load.passRate < 1
        ? predict({ ...load, passRate: 1 }, outage).cost
        : costOf(calls, callTime, load),
  };
}

/** The size at which as many records come during a round as the round takes away. */
function settleBatch(
  perLane: number,
  largest: number,
  window: number,
  timeOf: (records: number) => number,
): number {
  let batch = 1;
  for (let round = 0; round < 1_000; round += 1) {
    const gathering = Math.max(window, timeOf(batch), POLL);
    const next = Math.min(largest, Math.max(1, perLane * gathering));
    if (Math.abs(next - batch) < 1e-9) break;
    batch = next;
  }
  return batch;
}

function costOf(calls: number, callTime: number, { memory, architecture }: Load): number {
  const seconds = (Math.ceil(callTime) / 1_000) * (memory / 1_024);
  const perCall = prices.lambdaRequest + seconds * prices.lambdaGigabyteSecond[architecture];
  return calls * MONTH * perCall;
}
