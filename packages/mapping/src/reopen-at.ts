import type { IteratorPosition, ShardDescription, ShardPosition } from './seams.js';

/** How an open shard came to its place. */
export interface ShardPlace {
  readonly shard: ShardDescription;
  readonly position: ShardPosition;
  /** True until the first iterator of a mapping that has never run: only then the starting position counts. */
  readonly fresh: boolean;
}

/**
 * Where the next iterator of a shard begins. The starting position is used once; after that the
 * shard goes on where it stood, whatever happened to its iterator or to the process.
 *
 * A shard of which nothing is done is asked for from its first sequence number, not from the trim
 * horizon, because the stream then says so when its beginning has been trimmed.
 */
export function reopenAt({ shard, position, fresh }: ShardPlace): IteratorPosition {
  switch (position.kind) {
    case 'after':
      return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: position.sequenceNumber };
    case 'since':
      return { type: fresh ? 'LATEST' : 'TRIM_HORIZON' };
    case 'beginning':
    case 'finished':
      return fresh
        ? { type: 'TRIM_HORIZON' }
        : { type: 'AT_SEQUENCE_NUMBER', sequenceNumber: shard.startingSequenceNumber };
  }
}
