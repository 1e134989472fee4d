import type { Item } from '../attribute-value.js';
import type { KeyLocks, Release } from '../key-locks.js';
import { type Callback, type Level, type Store, type SubDb, toAwsError } from './dynalite.js';
import type { BatchOperation, TableDescription, WriteSink } from './engine-types.js';
import { entriesOf, RangeStream, rangeOf, type ValueRange } from './range-stream.js';
import { indexKey, itemKey, tagKey } from './store-keys.js';
import type { TableCache } from './table-cache.js';

/**
 * One run of one action: dynalite's store as the action sees it. Every callback into dynalite is
 * guarded, since dynalite throws what it did not expect and that would end the process.
 */
export class Session {
  readonly facade: object;
  private readonly tables = new Map<string, TableDescription>();
  private readonly held = new Set<Release>();

  constructor(
    private readonly store: Store,
    private readonly cache: TableCache,
    /** None when the caller holds the locks already. */
    private readonly locks: KeyLocks | undefined,
    private readonly sink: WriteSink,
    private readonly fail: (error: unknown) => void,
  ) {
    const tableDb = () => this.tableDb();
    this.facade = {
      options: store.options,
      get tableDb() {
        return tableDb();
      },
      getTable: this.getTable,
      getItemDb: this.itemDb,
      getIndexDb: this.indexDb,
      getTagDb: (table: string) => this.guardedDb(store.getTagDb(table), tagKey(table, '')),
      deleteItemDb: (table: string, done: Callback) => this.deleteAll(itemKey(table, ''), done),
      deleteIndexDb: (type: string, table: string, index: string, done: Callback) =>
        this.deleteAll(indexKey(type, table, index, ''), done),
      deleteTagDb: (table: string, done: Callback) => this.deleteAll(tagKey(table, ''), done),
    };
  }

  /** The same callback, but what it throws fails this action alone and frees its locks. */
  readonly guard = <A extends unknown[]>(callback: (...args: A) => void) => {
    return (...args: A): void => {
      try {
        callback(...args);
      } catch (error) {
        for (const release of this.held) release();
        this.fail(toAwsError(error) ?? error);
      }
    };
  };

  private readonly getTable = (
    name: string,
    checkStatus: boolean | Callback<TableDescription>,
    callback?: Callback<TableDescription>,
  ): void => {
    const done = typeof checkStatus === 'function' ? checkStatus : callback;
    if (done === undefined) return;
    const usable = typeof checkStatus === 'function' || checkStatus;
    const cached = usable ? this.cache.get(name) : undefined;
    if (cached !== undefined) {
      this.tables.set(name, cached);
      done(null, cached);
      return;
    }
    const keep = this.cache.reading(name);
    this.store.getTable(
      name,
      usable,
      this.guard((error?: unknown, table?: TableDescription) => {
        if (table !== undefined) {
          this.tables.set(name, table);
          if (usable) keep(table);
        }
        done(error, table);
      }),
    );
  };

  private readonly itemDb = (name: string): object => {
    const real = this.store.getItemDb(name);
    const read = new Map<string, Item | undefined>();
    const write = (storeKey: string, newItem: Item | undefined, done: Callback): void => {
      const table = this.tables.get(name);
      if (table === undefined)
        throw new Error(`dynalite wrote to ${name} before it read the table`);
      this.settle(this.sink.item({ table, storeKey, oldItem: read.get(storeKey), newItem }), done);
    };
    return {
      ...this.guardedDb(real, itemKey(name, '')),
      lock: this.lock(itemKey(name, '')),
      get: (key: string, done: Callback) =>
        this.store.db.get(itemKey(name, key)).then(
          this.guard((found) => {
            const item = found as Item | undefined;
            read.set(key, item);
            this.sink.read?.(item);
            done(null, item);
          }),
          this.guard((error: unknown) => done(error)),
        ),
      put: (key: string, item: Item, done: Callback) => write(key, item, done),
      del: (key: string, done: Callback) => write(key, undefined, done),
    };
  };

  /** Index entries are worked out from the item's two images, so writes to them stop here. */
  private readonly indexDb = (type: string, table: string, index: string): object => {
    const ignore = (...args: unknown[]): void => (args.at(-1) as Callback)();
    const real = this.store.getIndexDb(type, table, index);
    const prefix = indexKey(type, table, index, '');
    return { ...this.guardedDb(real, prefix), put: ignore, del: ignore };
  };

  private tableDb(): object {
    const real = this.store.tableDb;
    let written = false;
    return {
      ...this.guardedDb(real, 'table~'),
      awsAccountId: real.awsAccountId,
      awsRegion: real.awsRegion,
      lock: this.lock('table~'),
      put: (key: string, description: TableDescription, done: Callback) => {
        const noted = this.noteWrite(key, done);
        if (written) return real.put(key, description, this.guard(noted));
        written = true;
        this.settle(this.sink.table(description), noted);
      },
      del: (key: string, done: Callback) => real.del(key, this.guard(this.noteWrite(key, done))),
    };
  }

  /** Whoever reads the table while it is written must not take what they read for lasting. */
  private noteWrite(tableName: string, done: Callback): Callback {
    this.cache.written(tableName);
    return (error, value) => {
      this.cache.written(tableName);
      done(error, value);
    };
  }

  private guardedDb(real: SubDb, prefix: string): object {
    return {
      get: (key: string, done: Callback) => real.get(key, this.guard(done)),
      put: (key: string, value: unknown, done: Callback) => real.put(key, value, this.guard(done)),
      del: (key: string, done: Callback) => real.del(key, this.guard(done)),
      batch: (operations: readonly BatchOperation[], done: Callback) =>
        real.batch(operations, this.guard(done)),
      // dynalite reads the keys of the whole store for this; the range keeps it to its own.
      createKeyStream: () =>
        new RangeStream(this.store.db, prefix, {}, ([key]) => key.slice(prefix.length), this.guard),
      createValueStream: (range: ValueRange = {}) =>
        new RangeStream(this.store.db, prefix, range, ([, value]) => value, this.guard),
    };
  }

  private deleteAll(prefix: string, done: Callback): void {
    this.settle(deletePrefix(this.store.db, prefix), done);
  }

  private lock(prefix: string) {
    return (key: string, then: (release: (done: Callback) => Callback) => void): void => {
      if (this.locks === undefined) {
        then((done) => done);
        return;
      }
      this.locks.acquire(
        prefix + key,
        this.guard((release: Release) => {
          this.held.add(release);
          then((done) => (error, value) => {
            this.held.delete(release);
            release();
            done(error, value);
          });
        }),
      );
    };
  }

  private settle(work: Promise<void>, done: Callback): void {
    work.then(
      this.guard(() => done(null)),
      this.guard((error: unknown) => done(error)),
    );
  }
}

async function deletePrefix(db: Level, prefix: string): Promise<void> {
  for await (const entries of entriesOf(db, rangeOf(prefix, {}))) {
    await db.batch(entries.map(([key]) => ({ type: 'del', key })));
  }
}
