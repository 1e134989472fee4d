import type { Engine } from './engine/engine.js';
import type { StoreOperation } from './engine/level-store.js';
import { Shard, type ShardDescription, type StoredRecord } from './streams/shard.js';
import type { StreamCatalog } from './streams/stream-catalog.js';
import { type StreamDescription, TableStream } from './streams/table-stream.js';

/** A stream as the store keeps it: itself and its shards, without records. */
interface StoredStream {
  readonly stream: StreamDescription;
  readonly shards: readonly ShardDescription[];
}

const STREAMS = 'millrace~stream~';
const RECORDS = 'millrace~record~';
/** Sorts after every key that begins the same. */
const AFTER_ALL = '\u{ffff}';

/** Turns streams into operations of the store, and back. Keeps nothing when the store is in memory. */
export class Vault {
  /** The rows of records that no stream has any more. */
  private readonly expired: { readonly gt: string; readonly lte: string }[] = [];

  constructor(private readonly durable: boolean) {}

  keepRecord(stream: TableStream, shard: Shard, record: StoredRecord): StoreOperation[] {
    if (!this.durable) return [];
    const key = recordKey(stream, shard, record.sequenceNumber);
    const value = `${record.createdAt} ${record.sizeBytes} ${record.json}`;
    return [{ type: 'put', key, value }];
  }

  keepStream(stream: StreamDescription, shards: readonly ShardDescription[]): StoreOperation[] {
    if (!this.durable) return [];
    const value: StoredStream = { stream, shards };
    return [{ type: 'put', key: streamKey(stream), value: JSON.stringify(value) }];
  }

  /** Marks a shard's records as to be swept, all of them or those up to and with one. */
  expire(stream: TableStream, shard: Shard, through = AFTER_ALL): void {
    if (!this.durable) return;
    this.expired.push({
      gt: recordKey(stream, shard, ''),
      lte: recordKey(stream, shard, through),
    });
  }

  /** Takes the rows of what is expired out of the store. What a kill leaves goes at the next start. */
  async sweep(engine: Engine): Promise<void> {
    for (let range = this.expired[0]; range !== undefined; range = this.expired[0]) {
      await engine.deleteRange(range);
      this.expired.shift();
    }
  }

  dropStream(stream: StreamDescription): StoreOperation[] {
    return this.durable ? [{ type: 'del', key: streamKey(stream) }] : [];
  }

  /** Brings back what was kept. */
  async restore(engine: Engine, catalog: StreamCatalog): Promise<void> {
    if (!this.durable) return;
    for await (const [, value] of engine.entries(STREAMS)) {
      const stored = JSON.parse(value) as StoredStream;
      const stream = new TableStream(stored.stream);
      for (const description of stored.shards) stream.restore(new Shard(description));
      catalog.add(stream);
    }
    await sweepUnknown(engine, catalog);
    for (const stream of catalog.all()) {
      for (const shard of stream.shards) {
        passByAll(catalog, shard.description);
        await restoreRecords(engine, stream, shard);
        catalog.sequence.passBy(shard.lastSequenceNumber);
      }
    }
  }
}

/** Takes out every record that no shard has: those that a process was about to sweep when it ended. */
async function sweepUnknown(engine: Engine, catalog: StreamCatalog): Promise<void> {
  const kept = catalog
    .all()
    .flatMap((stream) =>
      stream.shards.map((shard) => ({
        after: recordKey(stream, shard, shard.description.trimmedThrough ?? ''),
        to: recordKey(stream, shard, AFTER_ALL),
      })),
    )
    .sort((a, b) => (a.after < b.after ? -1 : 1));
  let from = RECORDS;
  for (const { after, to } of kept) {
    await engine.deleteRange({ gt: from, lte: after });
    from = to;
  }
  await engine.deleteRange({ gt: from, lte: RECORDS + AFTER_ALL });
}

async function restoreRecords(engine: Engine, stream: TableStream, shard: Shard): Promise<void> {
  const prefix = recordKey(stream, shard, '');
  for await (const [key, value] of engine.entries(prefix)) {
    const [, createdAt, sizeBytes, json] = /^(\d+) (\d+) (\{.*\})$/s.exec(value) ?? [];
    if (json === undefined) throw new Error(`the record ${key} cannot be read`);
    shard.append({
      sequenceNumber: key.slice(prefix.length),
      createdAt: Number(createdAt),
      sizeBytes: Number(sizeBytes),
      json,
    });
  }
}

function passByAll({ sequence }: StreamCatalog, description: ShardDescription): void {
  const { startingSequenceNumber, endingSequenceNumber, trimmedThrough } = description;
  for (const number of [startingSequenceNumber, endingSequenceNumber, trimmedThrough]) {
    if (number !== undefined) sequence.passBy(number);
  }
}

function streamKey({ tableName, label }: StreamDescription): string {
  return `${STREAMS}${tableName}~${label}`;
}

function recordKey({ description }: TableStream, shard: Shard, sequenceNumber: string): string {
  return `${RECORDS}${description.tableName}~${description.label}~${shard.id}~${sequenceNumber}`;
}
