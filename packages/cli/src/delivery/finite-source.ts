import type { StreamSource } from '@millrace/mapping';

/** A stream that ends: once all of it has been handed out and dealt with, there is nothing to wait for. */
export interface FiniteSource extends StreamSource {
  /** True when every shard there will ever be is among those that are finished. */
  isComplete(finished: ReadonlySet<string>): boolean;
}
