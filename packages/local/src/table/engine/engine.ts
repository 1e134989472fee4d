import type { Item } from '../attribute-value.js';
import { serializationException } from '../aws-error.js';
import { KeyLocks, type Release } from '../key-locks.js';
import { checkNesting } from './check-nesting.js';
import {
  actionOf,
  db,
  type Index,
  type Store,
  toAwsError,
  type Validation,
  validationOf,
  validations,
} from './dynalite.js';
import type {
  BatchOperation,
  EngineOperation,
  ItemWrite,
  Members,
  StoreEntry,
  TableDescription,
  WriteSink,
} from './engine-types.js';
import { entriesOf, rangeOf } from './range-stream.js';
import { Session } from './session.js';
import { indexKey, itemKey } from './store-keys.js';
import { TableCache } from './table-cache.js';
import { TableStoreError } from './table-store-error.js';

const NO_TYPES: Members = {};

/** What the engine needs to know once. */
export interface EngineOptions {
  readonly region: string;
  readonly accountId: string;
  /** Folder of the store; in memory when not given. */
  readonly path: string | undefined;
  /** How long tables stay CREATING, UPDATING and DELETING. */
  readonly tableStatusMs: number;
}

/** dynalite's store, its validations and its actions, with every fault contained. */
export class Engine {
  private readonly locks = new KeyLocks();
  private readonly cache = new TableCache();

  private constructor(private readonly store: Store) {}

  /**
   * Opens the store.
   *
   * @throws TableStoreError when the folder cannot be written or another process holds it
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const { path, tableStatusMs } = options;
    const store = db.create({
      ...(path === undefined ? {} : { path }),
      createTableMs: tableStatusMs,
      updateTableMs: tableStatusMs,
      deleteTableMs: tableStatusMs,
    });
    store.tableDb.awsAccountId = options.accountId;
    store.tableDb.awsRegion = options.region;
    try {
      await store.db.open();
    } catch (error) {
      throw TableStoreError.from(error, path);
    }
    return new Engine(store);
  }

  /**
   * Checks a request as dynalite does and compiles its expressions into it.
   *
   * @throws AwsError with dynalite's own answer. A body that makes dynalite itself stumble is the
   * client's fault too: that is a SerializationException.
   */
  validate(operation: EngineOperation, body: Members, moreTypes: Members = NO_TYPES): Members {
    const validation = validationOf(operation);
    return this.check(body, withTypes(validation.types, moreTypes), validation.custom);
  }

  /** Checks a request of an operation that dynalite lacks by the rules in its notation. */
  check(body: Members, types: Members, custom?: Validation['custom']): Members {
    checkNesting(body);
    try {
      const data = validations.checkTypes(body, types);
      validations.checkValidations(data, types, custom, this.store);
      return data;
    } catch (error) {
      throw toAwsError(error) ?? serializationException();
    }
  }

  /**
   * Runs one validated request. Writes go to `sink`.
   *
   * @throws AwsError for whatever DynamoDB answers; anything else is a fault of ours.
   */
  run(operation: EngineOperation, data: Members, sink: WriteSink): Promise<Members> {
    return this.act(operation, data, sink, this.locks);
  }

  /** Runs one validated request whose items' locks the caller holds by {@link lockItems}. */
  runHoldingLocks(operation: EngineOperation, data: Members, sink: WriteSink): Promise<Members> {
    return this.act(operation, data, sink, undefined);
  }

  /** Waits until no one else changes these items; the answer lets go of them. */
  lockItems(items: readonly { tableName: string; storeKey: string }[]): Promise<Release> {
    return this.locks.acquireAll(
      items.map(({ tableName, storeKey }) => itemKey(tableName, storeKey)),
    );
  }

  /** Where the item of this key is kept; undefined when the key does not fit the table. */
  storeKeyOf(key: Item, table: TableDescription): string | undefined {
    return db.validateKey(key, table) ? undefined : db.createKey(key, table);
  }

  /** An item's size by DynamoDB's rule, in bytes. */
  sizeOf(item: Item): number {
    return db.itemSize(item);
  }

  /** The item that is kept there. */
  async item(tableName: string, storeKey: string): Promise<Item | undefined> {
    return (await this.store.db.get(itemKey(tableName, storeKey))) as Item | undefined;
  }

  /** Every item of a table with its place, as the table is now. */
  async *items(tableName: string): AsyncGenerator<StoreEntry<Item>> {
    const prefix = itemKey(tableName, '');
    for await (const [key, value] of this.entries(prefix)) {
      yield [key.slice(prefix.length), value as Item];
    }
  }

  /** Every row whose key begins so, in order. `utf8` values come as text. */
  async *entries(prefix: string, valueEncoding?: 'utf8'): AsyncGenerator<StoreEntry<unknown>> {
    const encoding = valueEncoding === undefined ? {} : { valueEncoding };
    for await (const entries of entriesOf(this.store.db, { ...rangeOf(prefix, {}), ...encoding })) {
      yield* entries;
    }
  }

  private act(
    operation: EngineOperation,
    data: Members,
    sink: WriteSink,
    locks: KeyLocks | undefined,
  ): Promise<Members> {
    const act = actionOf(operation);
    return new Promise<Members>((resolve, reject) => {
      const session = new Session(this.store, this.cache, locks, sink, reject);
      session.guard(() =>
        act(session.facade, data, (error, answer) => {
          if (error) reject(toAwsError(error) ?? error);
          else resolve(answer as Members);
        }),
      )();
    });
  }

  /**
   * The table of this name.
   *
   * @throws AwsError ResourceNotFoundException when it is missing, or not usable yet or any more.
   */
  table(name: string, usable = true): Promise<TableDescription> {
    return new Promise((resolve, reject) => {
      this.store.getTable(name, usable, (error, table) => {
        if (table === undefined || error) reject(toAwsError(error) ?? error);
        else resolve(table);
      });
    });
  }

  /** What stores this write: the item and its entries in the table's indexes. */
  operationsOf(write: ItemWrite): BatchOperation[] {
    const { table, storeKey, oldItem, newItem } = write;
    const key = itemKey(table.TableName, storeKey);
    const item: BatchOperation =
      newItem === undefined ? { type: 'del', key } : { type: 'put', key, value: newItem };
    return [
      ...this.indexOperations('local', table['LocalSecondaryIndexes'], write, oldItem),
      ...this.indexOperations('global', table['GlobalSecondaryIndexes'], write, oldItem),
      item,
    ];
  }

  /** Stores all of these or none. */
  batch(operations: readonly BatchOperation[]): Promise<void> {
    return this.store.db.batch(operations);
  }

  async close(): Promise<void> {
    await this.store.db.close();
  }

  private indexOperations(
    kind: 'local' | 'global',
    indexes: unknown,
    { table, newItem }: ItemWrite,
    oldItem: Item | undefined,
  ): BatchOperation[] {
    if (!Array.isArray(indexes) || indexes.length === 0) return [];
    const changes = db.getIndexActions(indexes as readonly Index[], oldItem, newItem, table);
    const at = (index: string, key: string) => indexKey(kind, table.TableName, index, key);
    return [
      ...changes.deletes.map(
        ({ index, key }): BatchOperation => ({ type: 'del', key: at(index, key) }),
      ),
      ...changes.puts.map(
        ({ index, key, item }): BatchOperation => ({
          type: 'put',
          key: at(index, key),
          value: item,
        }),
      ),
    ];
  }
}

/** The rules of one operation are put together once, not for each request. */
const extended = new WeakMap<Members, WeakMap<Members, Members>>();

function withTypes(types: Members, more: Members): Members {
  const ofTypes = extended.get(types) ?? new WeakMap<Members, Members>();
  extended.set(types, ofTypes);
  const together = ofTypes.get(more) ?? { ...types, ...more };
  ofTypes.set(more, together);
  return together;
}
