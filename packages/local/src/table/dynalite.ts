/**
 * The one file that knows dynalite's inside (pinned at 4.0.0; see ADR 0002). dynalite validates
 * requests, compiles and evaluates expressions, and answers. What it would write is handed to a
 * {@link WriteSink} instead, so that an item, its indexes and its stream record become one batch.
 */
import { Stream } from 'node:stream';
import type { Item, KeySchema } from './attribute-value.js';
import { AwsError, serializationException } from './aws-error.js';
import { KeyLocks, type Release } from './key-locks.js';

/** The operations that dynalite has. */
export const ENGINE_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

/** The name of an operation that dynalite has. */
export type EngineOperation = (typeof ENGINE_OPERATIONS)[number];

/** A request's or an answer's members, in DynamoDB's JSON. */
export type Members = Record<string, unknown>;

/** One table as dynalite keeps and describes it. */
export interface TableDescription extends Members {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly KeySchema: KeySchema;
}

/** One put or delete of the store. Values are JSON unless `valueEncoding` says otherwise. */
export interface BatchOperation {
  readonly type: 'put' | 'del';
  readonly key: string;
  readonly value?: unknown;
  readonly valueEncoding?: 'utf8';
}

/** What an action wants written to one item. No new item is a removal. */
export interface ItemWrite {
  readonly table: TableDescription;
  /** The item's key in the store. Begins with six hex digits of its partition key's hash. */
  readonly storeKey: string;
  readonly oldItem: Item | undefined;
  readonly newItem: Item | undefined;
}

/** Where an action's writes go. A rejected promise fails the action. */
export interface WriteSink {
  item(write: ItemWrite): Promise<void>;
  /** A table's description, as CreateTable, UpdateTable and DeleteTable write it first. */
  table(description: TableDescription): Promise<void>;
}

/** What the engine needs to know once. */
export interface EngineOptions {
  readonly region: string;
  readonly accountId: string;
  /** Folder of the store; in memory when not given. */
  readonly path: string | undefined;
  /** How long tables stay CREATING, UPDATING and DELETING. */
  readonly tableStatusMs: number;
}

type Callback<T = unknown> = (error?: unknown, value?: T) => void;
type Act = (store: object, data: Members, callback: Callback) => void;

interface ValueRange {
  readonly gte?: string;
  readonly lt?: string;
}

interface SubDb {
  awsAccountId: string;
  awsRegion: string;
  put(key: string, value: unknown, callback: Callback): void;
  get(key: string, callback: Callback): void;
  del(key: string, callback: Callback): void;
  batch(operations: readonly BatchOperation[], callback: Callback): void;
  createKeyStream(range: ValueRange): Stream & { destroy?(): void };
  createValueStream(range: ValueRange): Stream & { destroy?(): void };
}

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<unknown>;
  batch(operations: readonly BatchOperation[]): Promise<void>;
  iterator(options: object): AsyncIterable<[string, unknown]>;
}

interface Store {
  readonly options: Members;
  readonly db: Level;
  readonly tableDb: SubDb;
  getItemDb(table: string): SubDb;
  getIndexDb(type: string, table: string, index: string): SubDb;
  getTagDb(table: string): SubDb;
  deleteItemDb(table: string, callback: Callback): void;
  deleteIndexDb(type: string, table: string, index: string, callback: Callback): void;
  deleteTagDb(table: string, callback: Callback): void;
  getTable(name: string, checkStatus: boolean, callback: Callback<TableDescription>): void;
}

interface Index {
  readonly IndexName: string;
}

interface Db {
  create(options: object): Store;
  createKey(item: Item, table: TableDescription): string;
  validateKey(key: Item, table: TableDescription): Error | null | undefined;
  checkConditional(data: Members, item: Item | undefined): Error | null | undefined;
  mapPaths(paths: unknown, item: Item): Item;
  itemSize(item: Item): number;
  getIndexActions(
    indexes: readonly Index[],
    oldItem: Item | undefined,
    newItem: Item | undefined,
    table: TableDescription,
  ): {
    readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[];
    readonly deletes: readonly { readonly index: string; readonly key: string }[];
  };
}

interface Validation {
  readonly types: Members;
  readonly custom?: (data: Members, store: object) => string | undefined;
}

interface Validations {
  checkTypes(data: Members, types: Members): Members;
  checkValidations(
    data: Members,
    types: Members,
    custom: Validation['custom'],
    store: object,
  ): void;
}

const db = require('dynalite/db') as Db;
const validations = require('dynalite/validations') as Validations;

const fileOf = (operation: EngineOperation): string =>
  operation.charAt(0).toLowerCase() + operation.slice(1);

const actions = new Map(
  ENGINE_OPERATIONS.map((name) => [name, require(`dynalite/actions/${fileOf(name)}`) as Act]),
);
const operationValidations = new Map(
  ENGINE_OPERATIONS.map((name) => [
    name,
    require(`dynalite/validations/${fileOf(name)}`) as Validation,
  ]),
);

/** dynalite's store, its validations and its actions, with every fault contained. */
export class Engine {
  private readonly locks = new KeyLocks();

  private constructor(private readonly store: Store) {}

  /**
   * Opens the store.
   *
   * @throws What LevelDB says when the folder cannot be written or another process holds it.
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
    await store.db.open();
    return new Engine(store);
  }

  /**
   * Checks a request as dynalite does and compiles its expressions into it.
   *
   * @throws AwsError with dynalite's own answer. A body that makes dynalite itself stumble is the
   * client's fault too: that is a SerializationException.
   */
  validate(operation: EngineOperation, body: Members, moreTypes: Members = {}): Members {
    const validation = operationValidations.get(operation);
    if (validation === undefined) throw new Error(`dynalite has no operation ${operation}`);
    return this.check(body, { ...validation.types, ...moreTypes }, validation.custom);
  }

  /** Checks a request of an operation that dynalite lacks by the rules in its notation. */
  check(body: Members, types: Members, custom?: Validation['custom']): Members {
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
    const act = actions.get(operation);
    return new Promise<Members>((resolve, reject) => {
      const session = new Session(this.store, this.locks, sink, reject);
      session.guard(() =>
        act?.(session.facade, data, (error, answer) => {
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
    const key = `item-${table.TableName}~${storeKey}`;
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
    const at = (index: string, key: string) => `index-${kind}~${table.TableName}~${index}~${key}`;
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

/**
 * One run of one action: dynalite's store as the action sees it. Every callback into dynalite is
 * guarded, since dynalite throws what it did not expect and that would end the process.
 */
class Session {
  readonly facade: object;
  private readonly tables = new Map<string, TableDescription>();
  private readonly held = new Set<Release>();

  constructor(
    private readonly store: Store,
    private readonly locks: KeyLocks,
    private readonly sink: WriteSink,
    private readonly fail: (error: unknown) => void,
  ) {
    this.facade = {
      options: store.options,
      tableDb: this.tableDb(),
      getTable: this.getTable,
      getItemDb: this.itemDb,
      getIndexDb: (type: string, table: string, index: string) =>
        this.indexDb(`index-${type.toLowerCase()}~${table}~${index}~`, type, table, index),
      getTagDb: (table: string) => this.guardedDb(store.getTagDb(table), `tag-${table}~`),
      deleteItemDb: (table: string, done: Callback) => store.deleteItemDb(table, this.guard(done)),
      deleteIndexDb: (type: string, table: string, index: string, done: Callback) =>
        store.deleteIndexDb(type, table, index, this.guard(done)),
      deleteTagDb: (table: string, done: Callback) => store.deleteTagDb(table, this.guard(done)),
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
    this.store.getTable(
      name,
      usable,
      this.guard((error?: unknown, table?: TableDescription) => {
        if (table !== undefined) this.tables.set(name, table);
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
      ...this.guardedDb(real, `item-${name}~`),
      lock: this.lock(`item-${name}~`),
      get: (key: string, done: Callback) =>
        real.get(
          key,
          this.guard((error?: unknown, item?: unknown) => {
            read.set(key, item as Item | undefined);
            done(error, item);
          }),
        ),
      put: (key: string, item: Item, done: Callback) => write(key, item, done),
      del: (key: string, done: Callback) => write(key, undefined, done),
    };
  };

  /** Index entries are worked out from the item's two images, so writes to them stop here. */
  private indexDb(prefix: string, type: string, table: string, index: string): object {
    const ignore = (...args: unknown[]): void => (args.at(-1) as Callback)();
    const real = this.store.getIndexDb(type, table, index);
    return { ...this.guardedDb(real, prefix), put: ignore, del: ignore };
  }

  private tableDb(): object {
    const real = this.store.tableDb;
    let written = false;
    return {
      ...this.guardedDb(real, 'table~'),
      awsAccountId: real.awsAccountId,
      awsRegion: real.awsRegion,
      lock: this.lock('table~'),
      put: (key: string, description: TableDescription, done: Callback) => {
        if (written) return real.put(key, description, this.guard(done));
        written = true;
        this.settle(this.sink.table(description), done);
      },
    };
  }

  private guardedDb(real: SubDb, prefix: string): object {
    const range = { gte: prefix, lt: `${prefix}\u{ffff}` };
    return {
      get: (key: string, done: Callback) => real.get(key, this.guard(done)),
      put: (key: string, value: unknown, done: Callback) => real.put(key, value, this.guard(done)),
      del: (key: string, done: Callback) => real.del(key, this.guard(done)),
      batch: (operations: readonly BatchOperation[], done: Callback) =>
        real.batch(operations, this.guard(done)),
      // dynalite reads the keys of the whole store for this; the range keeps it to its own.
      createKeyStream: () => new GuardedStream(real.createKeyStream(range), this.guard),
      createValueStream: (asked: ValueRange) =>
        new GuardedStream(real.createValueStream(asked), this.guard),
    };
  }

  private lock(prefix: string) {
    return (key: string, then: (release: (done: Callback) => Callback) => void): void => {
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

/** A stream whose listeners may throw. It is a `Stream`, as the library that dynalite reads by asks. */
class GuardedStream extends Stream {
  constructor(
    private readonly source: Stream & { destroy?(): void },
    guard: Session['guard'],
  ) {
    super();
    for (const event of ['data', 'end', 'error']) {
      source.on(
        event,
        guard((value?: unknown) => void this.emit(event, value)),
      );
    }
  }

  destroy(): void {
    this.source.destroy?.();
  }
}

function toAwsError(error: unknown): AwsError | undefined {
  if (error instanceof AwsError) return error;
  if (!(error instanceof Error) || !('statusCode' in error) || !('body' in error)) return undefined;
  return new AwsError(Number(error.statusCode), error.body as Members);
}
