import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { compareSequenceNumbers } from '@millrace/shared';
import type { Failure } from './failure.js';
import { type Fetched, RangeReader } from './fetch-range.js';

export type Pointer = Failure & { readonly kind: 'pointer' };

/** What was found of the records that a failure record names. */
export interface Recovery extends Fetched {
  readonly pointer: Pointer;
}

const SHARDS_AT_ONCE = 8;

/**
 * Fetches the exact records that failure records name, the shard with the oldest first: fetched, they
 * can no longer be lost.
 *
 * @param onRecovered called after each failure record, for the progress
 */
export async function recover(
  client: DynamoDBStreamsClient,
  pointers: readonly Pointer[],
  signal: AbortSignal,
  onRecovered: (recovery: Recovery) => void,
): Promise<readonly Recovery[]> {
  const shards = [...groupByShard(pointers).values()].sort((a, b) => firstAt(a) - firstAt(b));
  const recovered: Recovery[] = [];
  const next = async (): Promise<void> => {
    for (let shard = shards.shift(); shard !== undefined; shard = shards.shift()) {
      for await (const recovery of recoverShard(client, shard, signal)) {
        recovered.push(recovery);
        onRecovered(recovery);
      }
    }
  };
  await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, next));
  return recovered;
}

async function* recoverShard(
  client: DynamoDBStreamsClient,
  pointers: readonly Pointer[],
  signal: AbortSignal,
): AsyncGenerator<Recovery> {
  const inOrder = [...pointers].sort((a, b) => compareSequenceNumbers(a.start, b.start));
  const [first] = inOrder;
  if (first === undefined) return;
  const reader = new RangeReader(client, first.streamArn, first.shardId, signal);
  for (const pointer of inOrder) {
    const fetched = await reader.fetch(pointer);
    if (signal.aborted) return;
    yield { pointer, ...fetched };
  }
}

function groupByShard(pointers: readonly Pointer[]): ReadonlyMap<string, Pointer[]> {
  const groups = new Map<string, Pointer[]>();
  for (const pointer of pointers) {
    const key = `${pointer.streamArn} ${pointer.shardId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pointer]);
    else group.push(pointer);
  }
  return groups;
}

function firstAt(pointers: readonly Pointer[]): number {
  return Math.min(...pointers.map((pointer) => pointer.firstAt));
}
