import type { StreamRecord } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
import type { RecoveredShard } from './recovered-source.js';

/** Shard by shard what was recovered, in any order; under `undefined` what no shard is known for. */
export type RecoveredRecords = ReadonlyMap<string | undefined, readonly StreamRecord[]>;

/** The shard that takes in all records whose place among the others is unknown. */
const LOOSE = 'recovered';

/**
 * Makes of the recovered records shards that a mapping keeps in order. A shard waits for its nearest
 * ancestor among them. Where the lineage is no longer known (a parked record, a shard that the stream
 * has forgotten) records go together with all others of their items, by sequence number alone: it
 * grows along an item's history, whatever the shard.
 *
 * @param parentOf the parent of each shard that the stream still lists
 */
export function orderShards(
  recovered: RecoveredRecords,
  parentOf: ReadonlyMap<string, string | undefined>,
): readonly RecoveredShard[] {
  const known = new Map<string, readonly StreamRecord[]>();
  const loose: StreamRecord[] = [];
  for (const [shardId, records] of recovered) {
    if (shardId !== undefined && parentOf.has(shardId)) known.set(shardId, records);
    else loose.push(...records);
  }
  const absorbed = absorb(known, loose);
  const shards: RecoveredShard[] = [];
  if (loose.length > 0) shards.push({ shardId: LOOSE, records: inOrder(loose) });
  for (const [shardId, records] of known) {
    const parentShardId = nearest(shardId, known, absorbed, parentOf);
    shards.push({ shardId, parentShardId, records: inOrder(records) });
  }
  return shards;
}

/** Moves every shard that shares an item with the loose records to them, until none does. */
function absorb(known: Map<string, readonly StreamRecord[]>, loose: StreamRecord[]): Set<string> {
  const absorbed = new Set<string>();
  for (let changed = loose.length > 0; changed; ) {
    changed = false;
    const items = new Set(loose.map(itemOf));
    for (const [shardId, records] of known) {
      if (!records.some((record) => items.has(itemOf(record)))) continue;
      loose.push(...records);
      known.delete(shardId);
      absorbed.add(shardId);
      changed = true;
    }
  }
  return absorbed;
}

function nearest(
  shardId: string,
  known: ReadonlyMap<string, unknown>,
  absorbed: ReadonlySet<string>,
  parentOf: ReadonlyMap<string, string | undefined>,
): string | undefined {
  let ancestor = parentOf.get(shardId);
  while (ancestor !== undefined) {
    if (known.has(ancestor)) return ancestor;
    if (absorbed.has(ancestor)) return LOOSE;
    ancestor = parentOf.get(ancestor);
  }
  return undefined;
}

/** An item by its full primary key, whatever order its names come in. */
export function itemOf({ dynamodb }: StreamRecord): string {
  return JSON.stringify(Object.entries(dynamodb.Keys).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each record once, by sequence number. */
function inOrder(records: readonly StreamRecord[]): readonly StreamRecord[] {
  const byNumber = new Map(records.map((record) => [record.dynamodb.SequenceNumber, record]));
  return [...byNumber.values()].sort((a, b) =>
    compareSequenceNumbers(a.dynamodb.SequenceNumber, b.dynamodb.SequenceNumber),
  );
}
