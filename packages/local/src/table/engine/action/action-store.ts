import type { Callback } from '../dynalite.js';
import type { Members, TableDescription } from '../engine-types.js';
import { indexKey, itemKey, tagKey } from '../store-keys.js';
import { tableNotFound } from '../table-not-found.js';
import type { ActionRun } from './action-run.js';
import { ItemDb } from './item-db.js';
import { NotFoundError } from './not-found-error.js';
import { rangeOf } from './range-stream.js';
import { RowsDb } from './rows-db.js';
import { TableDb } from './table-db.js';

/** dynalite's store as one run of one action sees it. Its names are the ones that dynalite calls. */
export class ActionStore {
  /** Tells dynalite to leave the indexes to us. */
  readonly worksOutIndexes = true;
  private readonly descriptions: TableDb;

  constructor(private readonly run: ActionRun) {
    this.descriptions = new TableDb(run);
  }

  get options(): Members {
    return this.run.options;
  }

  get tableDb(): TableDb {
    return this.descriptions;
  }

  getTable(
    name: string,
    checkStatus: boolean | Callback<TableDescription>,
    callback?: Callback<TableDescription>,
  ): void {
    const done = typeof checkStatus === 'function' ? checkStatus : callback;
    if (done === undefined) return;
    const { knownTables, tables } = this.run;
    const usable = typeof checkStatus === 'function' || checkStatus;
    const found = usable ? knownTables.usable(name) : knownTables.any(name);
    if (found === undefined) {
      done(new NotFoundError(tableNotFound(usable ? undefined : name)));
      return;
    }
    tables.set(name, found);
    done(null, found);
  }

  getItemDb(table: string): ItemDb {
    return new ItemDb(this.run, table);
  }

  getIndexDb(type: string, table: string, index: string): RowsDb {
    return new RowsDb(this.run, indexKey(type, table, index, ''));
  }

  getTagDb(table: string): RowsDb {
    return new RowsDb(this.run, tagKey(table, ''));
  }

  deleteItemDb(table: string, done: Callback): void {
    this.deleteAll(itemKey(table, ''), done);
  }

  deleteIndexDb(type: string, table: string, index: string, done: Callback): void {
    this.deleteAll(indexKey(type, table, index, ''), done);
  }

  deleteTagDb(table: string, done: Callback): void {
    this.deleteAll(tagKey(table, ''), done);
  }

  private deleteAll(prefix: string, done: Callback): void {
    this.run.guard.settle(this.run.rows.deleteRange(rangeOf(prefix, {})), done);
  }
}
