import type { Shard } from '@aws-sdk/client-dynamodb-streams';
import type { Screen } from '../output/screen.js';

/** A shard and the shards that it was split or rolled into. */
export interface ShardNode {
  readonly shardId: string;
  readonly isOpen: boolean;
  readonly children: readonly ShardNode[];
}

/** Arranges a stream's shards by their parents. A shard whose parent was trimmed away is a root. */
export function shardTree(shards: readonly Shard[]): readonly ShardNode[] {
  const known = new Set(shards.map(({ ShardId }) => ShardId));
  const below = (parent: string | undefined): ShardNode[] =>
    shards
      .filter(({ ParentShardId }) =>
        parent === undefined ? !known.has(ParentShardId) : ParentShardId === parent,
      )
      .map(({ ShardId = '', SequenceNumberRange }) => ({
        shardId: ShardId,
        isOpen: SequenceNumberRange?.EndingSequenceNumber === undefined,
        children: below(ShardId),
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
