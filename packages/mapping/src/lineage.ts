import type { ShardDescription } from './seams.js';

interface Node {
  readonly shard: ShardDescription;
  state: 'waiting' | 'open' | 'finished';
  readonly children: string[];
}

/**
 * The family tree of a stream's shards. A shard becomes ready when its parent is finished, or gone
 * from the stream; each shard becomes ready once.
 */
export class Lineage {
  readonly #nodes = new Map<string, Node>();

  get size(): number {
    return this.#nodes.size;
  }

  has(shardId: string): boolean {
    return this.#nodes.has(shardId);
  }

  hasChildren(shardId: string): boolean {
    return (this.#nodes.get(shardId)?.children.length ?? 0) > 0;
  }

  /**
   * The unknown parents of new shards: they came and went while nobody looked.
   *
   * @param isKnown whether a shard was known in an earlier run
   */
  missedParents(
    listing: readonly ShardDescription[],
    isKnown: (shardId: string) => boolean,
  ): readonly string[] {
    const listed = new Set(listing.map(({ shardId }) => shardId));
    const seen = (shardId: string) =>
      listed.has(shardId) || this.#nodes.has(shardId) || isKnown(shardId);
    const missed = listing.flatMap(({ shardId, parentShardId }) =>
      parentShardId === undefined ||
      seen(parentShardId) ||
      this.#nodes.has(shardId) ||
      isKnown(shardId)
        ? []
        : [parentShardId],
    );
    return [...new Set(missed)];
  }

  /** Takes in a whole listing. Returns the shards that are ready now. */
  grow(
    listing: readonly ShardDescription[],
    isFinished: (shardId: string) => boolean = () => false,
  ): readonly ShardDescription[] {
    const fresh: Node[] = [];
    for (const shard of listing) {
      if (this.#nodes.has(shard.shardId)) continue;
      const state = isFinished(shard.shardId) ? 'finished' : 'waiting';
      const node: Node = { shard, state, children: [] };
      this.#nodes.set(shard.shardId, node);
      fresh.push(node);
    }
    for (const { shard } of fresh) {
      if (shard.parentShardId !== undefined) {
        this.#nodes.get(shard.parentShardId)?.children.push(shard.shardId);
      }
    }
    return this.#open(fresh);
  }

  /** Marks a shard as done. Returns its children that are ready now. */
  finish(shardId: string): readonly ShardDescription[] {
    const node = this.#nodes.get(shardId);
    if (node === undefined) return [];
    node.state = 'finished';
    return this.#open(node.children.flatMap((child) => this.#nodes.get(child) ?? []));
  }

  /**
   * Drops what the stream no longer lists. Returns the finished shards that were dropped, and the
   * ones that went before they were opened.
   */
  prune(listing: readonly ShardDescription[]): {
    readonly dropped: readonly string[];
    readonly unread: readonly string[];
  } {
    const listed = new Set(listing.map(({ shardId }) => shardId));
    const dropped: string[] = [];
    const unread: string[] = [];
    for (const [shardId, { state }] of this.#nodes) {
      if (listed.has(shardId)) continue;
      if (state === 'finished') {
        this.#nodes.delete(shardId);
        dropped.push(shardId);
      } else if (state === 'waiting') {
        unread.push(shardId);
      }
    }
    return { dropped, unread };
  }

  protected mayOpen(parent: 'waiting' | 'open' | 'finished' | 'unknown'): boolean {
    return parent === 'finished' || parent === 'unknown';
  }

  #open(nodes: readonly Node[]): readonly ShardDescription[] {
    const ready = nodes.filter(
      (node) => node.state === 'waiting' && this.mayOpen(this.#parentState(node)),
    );
    for (const node of ready) node.state = 'open';
    return ready.map(({ shard }) => shard);
  }

  #parentState({ shard }: Node): 'waiting' | 'open' | 'finished' | 'unknown' {
    if (shard.parentShardId === undefined) return 'unknown';
    return this.#nodes.get(shard.parentShardId)?.state ?? 'unknown';
  }
}
