import { type StreamSource, StreamSourceError } from '@millrace/mapping';

/** The parent of each shard that a stream lists. Empty when the stream is gone. */
export async function lineageOf(
  source: StreamSource,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | undefined>> {
  const parents = new Map<string, string | undefined>();
  let after: string | undefined;
  do {
    try {
      const page = await source.listShards(after, signal);
      for (const shard of page.shards) parents.set(shard.shardId, shard.parentShardId);
      after = page.lastEvaluatedShardId;
    } catch (error) {
      if (error instanceof StreamSourceError && error.reason === 'not-found') return parents;
      throw error;
    }
  } while (after !== undefined);
  return parents;
}
