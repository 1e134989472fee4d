import type { TableDescription } from './engine-types.js';
import type { LevelStore } from './level-store.js';
import { tableKey } from './store-keys.js';

/** The tables of the store. Keeps the descriptions that are in use, since every request needs one. */
export class KnownTables {
  private readonly inUse = new Map<string, TableDescription>();

  constructor(private readonly rows: LevelStore) {}

  /** A table that takes requests. What it gives is shared: for readers only. */
  usable(name: string): TableDescription | undefined {
    const known = this.inUse.get(name);
    if (known !== undefined) return known;
    const table = this.any(name);
    if (table === undefined) return undefined;
    if (table.TableStatus === 'CREATING' || table.TableStatus === 'DELETING') return undefined;
    this.inUse.set(name, table);
    return table;
  }

  /** A table in any state, as a copy: control operations change what they are given. */
  any(name: string): TableDescription | undefined {
    const json = this.rows.get(tableKey(name));
    return json === undefined ? undefined : (JSON.parse(json) as TableDescription);
  }

  /** To be called before a table is written and once more when it is. */
  written(name: string): void {
    this.inUse.delete(name);
  }
}
