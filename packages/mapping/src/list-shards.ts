import type { ShardDescription, StreamSource } from './seams.js';

/** Every shard that the stream lists, all pages of it. */
export async function listShards(
  source: StreamSource,
  signal: AbortSignal,
): Promise<readonly ShardDescription[]> {
  const shards: ShardDescription[] = [];
  let after: string | undefined;
  do {
    const page = await source.listShards(after, signal);
    for (const shard of page.shards) shards.push(shard);
    after = page.lastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
}
