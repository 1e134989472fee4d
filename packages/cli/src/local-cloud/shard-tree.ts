import type { ShardDescription } from '@millrace/mapping';
import type { Screen } from '../output/screen.js';

/** A shard and the shards that it was split or rolled into. */
export interface ShardNode {
  readonly shardId: string;
  readonly isOpen: boolean;
  readonly children: readonly ShardNode[];
}

/** Arranges a stream's shards by their parents. A shard whose parent was trimmed away is a root. */
export function shardTree(shards: readonly ShardDescription[]): readonly ShardNode[] {
  const known = new Set<string | undefined>(shards.map(({ shardId }) => shardId));
  const below = (parent: string | undefined): ShardNode[] =>
    shards
      .filter(({ parentShardId }) =>
        parent === undefined ? !known.has(parentShardId) : parentShardId === parent,
      )
      .map(({ shardId, endingSequenceNumber }) => ({
        shardId,
        isOpen: endingSequenceNumber === undefined,
        children: below(shardId),
      }));
  return below(undefined);
}

/** One line a shard, its children indented below it. */
export function renderShardTree(
  nodes: readonly ShardNode[],
  colours: Screen['colours'],
  depth = 0,
): readonly string[] {
  return nodes.flatMap(({ shardId, isOpen, children }) => [
    `${'  '.repeat(depth)}${shardId}  ${isOpen ? colours.green('open') : colours.dim('closed')}`,
    ...renderShardTree(children, colours, depth + 1),
  ]);
}
