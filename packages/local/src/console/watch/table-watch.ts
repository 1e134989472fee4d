/** What is seen of one shard. */
export interface ShardCounts {
  read: number;
  position?: string;
  /** Milliseconds. */
  iteratorAge?: number;
  finished: boolean;
}

/** What is seen of one table. */
export interface TableCounts {
  written: number;
  /** Written and not yet read. */
  unread: number;
}

/** Counts what tables and their shards do. */
export class TableWatch {
  readonly #tables = new Map<string, TableCounts>();
  readonly #shards = new Map<string, ShardCounts>();

  table(tableName: string): TableCounts {
    const counts = this.#tables.get(tableName) ?? { written: 0, unread: 0 };
    this.#tables.set(tableName, counts);
    return counts;
  }

  shard(shardId: string): ShardCounts {
    const counts = this.#shards.get(shardId) ?? { read: 0, finished: false };
    this.#shards.set(shardId, counts);
    return counts;
  }
}
