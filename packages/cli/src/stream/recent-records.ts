import { type StreamRecord, type StreamSource, StreamSourceError } from '@millrace/mapping';
import { lineageOf } from '../aws/lineage-of.js';
import { emptyPagesAtEnd, ShardCursor } from './shard-cursor.js';

const PAGE = 1_000;
/** Pages read of one shard at most: what lies further on is left out, and the rest will do. */
const PAGES = 20;

/** The latest records of a stream, as far as a few pages of each of its shards show them. */
export async function recentRecords(
  source: StreamSource,
  count: number,
  signal: AbortSignal,
): Promise<readonly StreamRecord[]> {
  const shards = [...(await lineageOf(source, signal)).keys()];
  const records: StreamRecord[] = [];
  for (const shardId of shards) {
    records.push(...(await readShard(source, shardId, signal)));
  }
  const createdAt = ({ dynamodb }: StreamRecord) => dynamodb.ApproximateCreationDateTime;
  return records.sort((a, b) => createdAt(a) - createdAt(b)).slice(-count);
}

async function readShard(
  source: StreamSource,
  shardId: string,
  signal: AbortSignal,
): Promise<readonly StreamRecord[]> {
  const records: StreamRecord[] = [];
  try {
    const cursor = new ShardCursor(source, shardId, { type: 'TRIM_HORIZON' });
    for (let page = 0; page < PAGES && !cursor.isAtEnd; page += 1) {
      records.push(...(await cursor.read(PAGE, signal)).records);
      if (cursor.emptyPages === emptyPagesAtEnd) break;
    }
  } catch (error) {
    // A shard may go while it is read; the others have enough to show.
    if (!(error instanceof StreamSourceError) || error.reason === 'unavailable') throw error;
  }
  return records;
}
