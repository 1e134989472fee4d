import type { BatchOperation } from './dynalite.js';
import type { Shard, ShardDescription, StoredRecord } from './streams/shard.js';
import type { Reshape, StreamDescription, TableStream } from './streams/table-stream.js';

/** A stream as the store keeps it: itself and its shards, without records. */
export interface StoredStream {
  readonly stream: StreamDescription;
  readonly shards: readonly ShardDescription[];
}

/** Turns what the streams know into operations of the store, and back. In memory, keeps nothing. */
export class Vault {
  constructor(private readonly durable: boolean) {}

  keepRecord(stream: TableStream, shard: Shard, record: StoredRecord): BatchOperation[] {
    if (!this.durable) return [];
    return [
      {
        type: 'put',
        key: recordKey(stream, shard, record.sequenceNumber),
        value: `${record.createdAt} ${record.sizeBytes} ${record.json}`,
        valueEncoding: 'utf8',
      },
    ];
  }

  /** Keeps the stream as it will be once `reshape` is done. */
  keepStream(stream: TableStream, reshape: Reshape, disabledAt?: number): BatchOperation[] {
    if (!this.durable) return [];
    const ending = new Map(
      reshape.closing.map(({ shard, endingSequenceNumber }) => [shard.id, endingSequenceNumber]),
    );
    const standing = stream.shards.map(({ id, description }) => {
      const endingSequenceNumber = ending.get(id);
      return endingSequenceNumber === undefined
        ? description
        : { ...description, closedAt: reshape.now, endingSequenceNumber };
    });
    const value: StoredStream = {
      stream: { ...stream.description, disabledAt: disabledAt ?? stream.description.disabledAt },
      shards: [...standing, ...reshape.opening],
    };
    return [{ type: 'put', key: streamKey(stream), value }];
  }
}

function streamKey({ description: { tableName, label } }: TableStream): string {
  return `millrace~stream~${tableName}~${label}`;
}

function recordKey(stream: TableStream, shard: Shard, sequenceNumber: string): string {
  const { tableName, label } = stream.description;
  return `millrace~record~${tableName}~${label}~${shard.id}~${sequenceNumber}`;
}
