import type { Operation } from './operation.js';

/** DescribeLimits: a new account's quotas. Nothing here is throttled by them. */
export const describeLimits: Operation = async () => ({
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
});
