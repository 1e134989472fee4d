import type { TableDescription } from './engine-types.js';

/**
 * Descriptions of tables that are in use. dynalite reads and parses one for each request; this
 * keeps what it read until the table is written. For readers only: control operations change what
 * they are given.
 */
export class TableCache {
  private readonly known = new Map<string, TableDescription>();
  private writes = 0;

  get(tableName: string): TableDescription | undefined {
    return this.known.get(tableName);
  }

  /** Begins a read; the answer keeps what was read, unless a table was written in between. */
  reading(tableName: string): (table: TableDescription) => void {
    const { writes } = this;
    return (table) => {
      if (writes === this.writes) this.known.set(tableName, table);
    };
  }

  /** To be called before a table is written and once more when it is. */
  written(tableName: string): void {
    this.writes += 1;
    this.known.delete(tableName);
  }
}
