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
  const absorbed = new Set<string>();
  const release = (shardId: string) => {
    loose.push(...(known.get(shardId) ?? []));
    known.delete(shardId);
    absorbed.add(shardId);
  };
  for (const shardId of unrelated(known, parentOf)) release(shardId);
  absorb({ known, loose, absorbed, parentOf, release });
  const shards: RecoveredShard[] = [];
  if (loose.length > 0) shards.push({ shardId: LOOSE, records: inOrder(loose) });
  for (const [shardId, records] of known) {
    const parentShardId = nearest(shardId, known, parentOf);
    shards.push({ shardId, parentShardId, records: inOrder(records) });
  }
  return shards;
}

/** Shards that share an item with another one which is neither their ancestor nor their descendant. */
function unrelated(
  known: ReadonlyMap<string, readonly StreamRecord[]>,
  parentOf: ReadonlyMap<string, string | undefined>,
): ReadonlySet<string> {
  const shardsOf = new Map<string, Set<string>>();
  for (const [shardId, records] of known) {
    for (const item of new Set(records.map(itemOf))) {
      shardsOf.set(item, (shardsOf.get(item) ?? new Set<string>()).add(shardId));
    }
  }
  const found = new Set<string>();
  for (const shardIds of shardsOf.values()) {
    for (const one of shardIds) {
      for (const other of shardIds) {
        if (one < other && !isLine(one, other, parentOf)) found.add(one).add(other);
      }
    }
  }
  return found;
}

function isLine(
  one: string,
  other: string,
  parentOf: ReadonlyMap<string, string | undefined>,
): boolean {
  const descends = (from: string, to: string): boolean => {
    for (let at = parentOf.get(from); at !== undefined; at = parentOf.get(at)) {
      if (at === to) return true;
    }
    return false;
  };
  return descends(one, other) || descends(other, one);
}

interface Sorting {
  readonly known: ReadonlyMap<string, readonly StreamRecord[]>;
  readonly loose: readonly StreamRecord[];
  readonly absorbed: ReadonlySet<string>;
  readonly parentOf: ReadonlyMap<string, string | undefined>;
  readonly release: (shardId: string) => void;
}

/**
 * Releases every shard that shares an item with the loose records, and the whole line of each that was
 * released: a shard between two others that are kept apart would part them.
 */
function absorb({ known, loose, absorbed, parentOf, release }: Sorting): void {
  for (let size = -1; size !== loose.length; ) {
    size = loose.length;
    const items = new Set(loose.map(itemOf));
    for (const [shardId, records] of [...known]) {
      const isOfTheirLine = [...absorbed].some((other) => isLine(shardId, other, parentOf));
      if (isOfTheirLine || records.some((record) => items.has(itemOf(record)))) release(shardId);
    }
  }
}

function nearest(
  shardId: string,
  known: ReadonlyMap<string, unknown>,
  parentOf: ReadonlyMap<string, string | undefined>,
): string | undefined {
  let ancestor = parentOf.get(shardId);
  while (ancestor !== undefined && !known.has(ancestor)) ancestor = parentOf.get(ancestor);
  return ancestor;
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
