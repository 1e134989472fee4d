import type { ShardPosition } from '@millrace/mapping';

/** Where a mapping stands in each shard, and how that is known. */
export interface Positions {
  readonly known: 'checkpoint' | 'iterator-age' | 'unknown' | 'refused';
  /** What was said, where it was refused. */
  readonly refusal?: string;
  /** Undefined when nothing is known of this shard. */
  of(shardId: string): ShardPosition | undefined;
}

/** The function was not called lately: nothing tells its place. */
export function unknownPositions(): Positions {
  return { known: 'unknown', of: () => undefined };
}

/** Whoever knows does not tell, for want of a right or for now. */
export function refusedPositions(refusal: string): Positions {
  return { known: 'refused', refusal, of: () => undefined };
}
