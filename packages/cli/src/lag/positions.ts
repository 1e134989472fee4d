import type { ShardPosition } from '@millrace/mapping';

/** Where a mapping stands in each shard, and how that is known. */
export interface Positions {
  readonly known: 'checkpoint' | 'iterator-age' | 'unknown';
  /** Undefined when nothing is known of this shard. */
  of(shardId: string): ShardPosition | undefined;
}

/** Nothing is known: the reason is for people. */
export function unknownPositions(): Positions {
  return { known: 'unknown', of: () => undefined };
}
