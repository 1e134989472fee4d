import type { ConnectionFlags } from '../aws/connection.js';
import type { Architecture } from './prices.js';

/** The flags of `millrace capacity` as commander gives them. */
export interface CapacityFlags extends ConnectionFlags {
  readonly writeRate?: number;
  readonly recordSize?: number;
  readonly passRate?: number;
  readonly callTime: string;
  readonly recordTime: string;
  readonly shards?: number;
  readonly batchSize?: number;
  readonly window?: number;
  readonly parallelization?: number;
  readonly memory?: number;
  readonly architecture?: Architecture;
  readonly outage: string;
  readonly json?: true;
}
