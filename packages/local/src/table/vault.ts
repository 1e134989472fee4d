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

/** Turns streams into operations of the store, and back. Keeps nothing when the store is in memory. */
export class Vault {
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

  dropRecords(
    stream: TableStream,
    shard: Shard,
    records: readonly StoredRecord[],
  ): StoreOperation[] {
    if (!this.durable) return [];
    return records.map(({ sequenceNumber }) => ({
      type: 'del',
      key: recordKey(stream, shard, sequenceNumber),
    }));
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
      for (const description of stored.shards) {
        const shard = new Shard(description);
        stream.restore(shard);
        passByAll(catalog, description);
        await restoreRecords(engine, stream, shard);
        catalog.sequence.passBy(shard.lastSequenceNumber);
      }
      catalog.add(stream);
    }
  }
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
