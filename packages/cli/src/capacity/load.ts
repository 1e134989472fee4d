import type { Architecture } from './prices.js';

/** What a mapping has to carry, and how it is set. */
export interface Load {
  /** Changes of the table in a second. */
  readonly writeRate: number;
  /** Bytes of one record in the event. */
  readonly recordSize: number;
  /** The part of the changes that the filter lets through: 0 to 1. */
  readonly passRate: number;
  /** Milliseconds that a call takes, whatever is in it. */
  readonly callTime: number;
  /** Milliseconds that each record adds to its call. */
  readonly recordTime: number;
  readonly shards: number;
  readonly batchSize: number;
  /** Seconds. */
  readonly window: number;
  readonly parallelization: number;
  /** Megabytes of the function. */
  readonly memory: number;
  readonly architecture: Architecture;
}

/** Changes in a second that one shard takes: a partition's 1,000 write units, of one kilobyte each. */
const WRITE_UNITS = 1_000;
const WRITE_UNIT_BYTES = 1_024;

/** The fewest shards that a table with these writes can have. */
export function fewestShards(writeRate: number, itemSize: number): number {
  const units = writeRate * Math.ceil(itemSize / WRITE_UNIT_BYTES);
  return Math.max(1, Math.ceil(units / WRITE_UNITS));
}
