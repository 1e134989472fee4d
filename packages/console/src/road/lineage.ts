import type { ShardState } from '../contract/contract.js';

/** A shard in its place under its parents. */
export interface Descendant {
  readonly shard: ShardState;
  /** Shown ancestors above it. */
  readonly depth: number;
}

/**
 * Orders shards as a family tree, each under its parent, and leaves out the finished ones that nobody
 * waits for: those without a child that is still being worked off.
 */
export function showLineage(shards: readonly ShardState[]): readonly Descendant[] {
  const parents = new Set(
    shards.filter(({ state }) => state !== 'finished').map(({ parentId }) => parentId),
  );
  const shown = shards.filter(({ id, state }) => state !== 'finished' || parents.has(id));
  const ids = new Set(shown.map(({ id }) => id));
  const below = (parentId: string | undefined, depth: number): Descendant[] =>
    shown
      .filter((shard) =>
        parentId === undefined
          ? shard.parentId === undefined || !ids.has(shard.parentId)
          : shard.parentId === parentId,
      )
      .flatMap((shard) => [{ shard, depth }, ...below(shard.id, depth + 1)]);
  return below(undefined, 0);
}
