import type { CheckpointStore, ShardCheckpoint, StreamCheckpoint } from '../seams.js';

/** Checkpoints that live as long as the process. */
export class MemoryCheckpoints implements CheckpointStore {
  #streamArn: string | undefined;
  readonly #shards = new Map<string, ShardCheckpoint>();

  async load(): Promise<StreamCheckpoint | undefined> {
    if (this.#streamArn === undefined) return undefined;
    return { streamArn: this.#streamArn, shards: [...this.#shards.values()] };
  }

  async save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    this.#streamArn = streamArn;
    for (const shard of shards) this.#shards.set(shard.shardId, shard);
  }

  async forget(shardIds: readonly string[]): Promise<void> {
    for (const shardId of shardIds) this.#shards.delete(shardId);
  }
}
