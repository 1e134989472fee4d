import { listShards, type StreamSource, StreamSourceError } from '@millrace/mapping';

/** The parent of each shard that a stream lists. Empty when the stream is gone. */
export async function lineageOf(
  source: StreamSource,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | undefined>> {
  try {
    const shards = await listShards(source, signal);
    return new Map(shards.map(({ shardId, parentShardId }) => [shardId, parentShardId]));
  } catch (error) {
    if (error instanceof StreamSourceError && error.reason === 'not-found') return new Map();
    throw error;
  }
}
