import type { Item } from '../attribute-value.js';
import { serializationException } from '../aws-error.js';
import { KeyLocks, type Release } from '../key-locks.js';
import { ActionStore } from './action/action-store.js';
import { Guard } from './action/guard.js';
import { rangeOf } from './action/range-stream.js';
import { checkNesting } from './check-nesting.js';
import { checkStore } from './check-store.js';
import {
  actionOf,
  db,
  toAwsError,
  type Validation,
  validationOf,
  validations,
} from './dynalite.js';
import type {
  EngineOperation,
  ItemWrite,
  Members,
  TableDescription,
  WriteSink,
} from './engine-types.js';
import { indexOperations } from './index-operations.js';
import { type ItemImage, imageFrom } from './item-image.js';
import { KnownTables } from './known-tables.js';
import { LevelStore, type StoreEntry, type StoreOperation } from './level-store.js';
import { itemKey, tableKey } from './store-keys.js';
import { tableNotFound } from './table-not-found.js';

const MAX_ITEM_BYTES = 400 * 1024;
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

/** dynalite's validations and actions over a store of ours, with every fault contained. */
export class Engine {
  private readonly locks = new KeyLocks();
  private readonly knownTables: KnownTables;
  /** As much of a store as dynalite's validations look at. */
  private readonly validationStore: object;

  private constructor(
    private readonly rows: LevelStore,
    private readonly account: Pick<EngineOptions, 'region' | 'accountId'>,
    private readonly options: Members,
  ) {
    this.knownTables = new KnownTables(rows);
    const { accountId: awsAccountId, region: awsRegion } = account;
    this.validationStore = { options, tableDb: { awsAccountId, awsRegion } };
  }

  /**
   * Opens the store.
   *
   * @throws TableStoreError when the folder cannot be used
   */
  static async open({ path, tableStatusMs, ...account }: EngineOptions): Promise<Engine> {
    return new Engine(await LevelStore.open(path), account, {
      createTableMs: tableStatusMs,
      updateTableMs: tableStatusMs,
      deleteTableMs: tableStatusMs,
      maxItemSize: MAX_ITEM_BYTES,
    });
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
      validations.checkValidations(data, types, custom, this.validationStore);
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
  item(tableName: string, storeKey: string): ItemImage | undefined {
    const json = this.rows.get(itemKey(tableName, storeKey));
    return json === undefined ? undefined : imageFrom(json);
  }

  /** Where each item of a table is kept, as the table is now. */
  async *storeKeys(tableName: string): AsyncGenerator<string> {
    const prefix = itemKey(tableName, '');
    for await (const [key] of this.entries(prefix)) yield key.slice(prefix.length);
  }

  /** Every row whose key begins so, in order. */
  async *entries(prefix: string): AsyncGenerator<StoreEntry> {
    for await (const entries of this.rows.pages(rangeOf(prefix, {}))) yield* entries;
  }

  /**
   * Looks whether a folder that was opened is whole and of a form that is known here.
   *
   * @throws TableStoreError `TABLE_STORE_DAMAGED` or `TABLE_STORE_FORMAT`; LevelDB's own error for a
   * file that it cannot read
   */
  checkFolder(path: string): Promise<void> {
    return checkStore(this.rows, path);
  }

  /** Deletes every row whose key begins so. */
  deleteAll(prefix: string): Promise<void> {
    return this.deleteRange(rangeOf(prefix, {}));
  }

  /** Deletes every row of a range of whole keys. Does not wait for other writes, nor they for it. */
  deleteRange(range: object): Promise<void> {
    return this.rows.deleteRange(range);
  }

  private act(
    operation: EngineOperation,
    data: Members,
    sink: WriteSink,
    locks: KeyLocks | undefined,
  ): Promise<Members> {
    const act = actionOf(operation);
    return new Promise<Members>((resolve, reject) => {
      const { rows, knownTables, options } = this;
      const guard = new Guard(reject);
      const tables = new Map<string, TableDescription>();
      const run = { rows, knownTables, locks, sink, guard, options, tables, ...this.account };
      guard.run(() =>
        act(new ActionStore(run), data, (error, answer) => {
          if (error) reject(toAwsError(error) ?? error);
          else resolve(answer as Members);
        }),
      );
    });
  }

  /**
   * The table of this name. What it gives is shared: for readers only.
   *
   * @throws AwsError ResourceNotFoundException when it is missing, or not usable yet or any more.
   */
  usableTable(name: string): TableDescription {
    const table = this.knownTables.usable(name);
    if (table !== undefined) return table;
    throw tableNotFound();
  }

  /**
   * A table that was read before, as it is now: it may have another index since.
   *
   * @throws AwsError ResourceNotFoundException when it has gone, also when another has its name now
   */
  asItIsNow(table: TableDescription): TableDescription {
    const now = this.usableTable(table.TableName);
    if (now['TableId'] !== table['TableId']) throw tableNotFound();
    return now;
  }

  /** To be called once a table's description was stored by other means than an action of dynalite's. */
  tableWritten(tableName: string): void {
    this.knownTables.written(tableName);
  }

  /** Waits until no one else changes this table's description; the answer lets go of it. */
  lockTable(tableName: string): Promise<Release> {
    return this.locks.acquireAll([tableKey(tableName)]);
  }

  /**
   * The table of this name in any state, as a copy.
   *
   * @throws AwsError ResourceNotFoundException when it is missing
   */
  anyTable(name: string): TableDescription {
    const table = this.knownTables.any(name);
    if (table !== undefined) return table;
    throw tableNotFound(name);
  }

  /** What stores this write: the item and its entries in the table's indexes. */
  operationsOf({ table, storeKey, oldImage, newImage }: ItemWrite): readonly StoreOperation[] {
    const key = itemKey(table.TableName, storeKey);
    const item: StoreOperation =
      newImage === undefined ? { type: 'del', key } : { type: 'put', key, value: newImage.json };
    return [...indexOperations(table, { before: oldImage?.item, after: newImage?.item }), item];
  }

  /** Stores all of these or none. */
  batch(operations: readonly StoreOperation[]): Promise<void> {
    return this.rows.batch(operations);
  }

  async close(): Promise<void> {
    await this.rows.close();
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
