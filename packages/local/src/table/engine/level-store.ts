import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { deepestCause, TableStoreError } from './table-store-error.js';

/** One put or delete of the store. Values are text: JSON, except where their owner says otherwise. */
export type StoreOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** One row of the store. */
export type StoreEntry = [key: string, value: string];

/** What both kinds of level do for us. */
interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  getSync(key: string): string | undefined;
  batch(operations: readonly StoreOperation[]): Promise<void>;
  clear(range: object): Promise<void>;
  iterator(range: object): {
    nextv(size: number): Promise<StoreEntry[]>;
    close(): Promise<void>;
  };
}

const ENTRIES_AT_ONCE = 1000;

/** Rows of text, sorted by key: in memory, or in a LevelDB folder. The one place where level is used. */
export class LevelStore {
  private failure: TableStoreError | undefined;

  private constructor(
    private readonly level: Level,
    private readonly path: string | undefined,
  ) {}

  /**
   * @param path - the folder; in memory when not given
   * @throws TableStoreError when the folder cannot be written or another process holds it
   */
  static async open(path: string | undefined): Promise<LevelStore> {
    // Text is kept as text. The default keeps bytes, and every read would have to decode them.
    const level: Level =
      path === undefined ? new MemoryLevel({ storeEncoding: 'utf8' }) : new ClassicLevel(path);
    try {
      await level.open();
    } catch (error) {
      throw TableStoreError.from(error, path);
    }
    return new LevelStore(level, path);
  }

  /** Reads at once: LevelDB answers from memory or the page cache sooner than a promise is kept. */
  get(key: string): string | undefined {
    return this.level.getSync(key);
  }

  /**
   * Stores all of these or none. Once that failed it is refused for good: LevelDB goes on writing its
   * log as if the failed part were there, and would drop what follows it at the next start.
   *
   * @throws TableStoreError `TABLE_STORE_UNWRITABLE`
   */
  batch(operations: readonly StoreOperation[]): Promise<void> {
    return this.writing(() => this.level.batch(operations));
  }

  /**
   * Deletes the rows of a range, some at a time: ended in between, some of them are left. LevelDB
   * does it in a thread of its own: however many they are, the event loop goes on.
   *
   * @throws TableStoreError `TABLE_STORE_UNWRITABLE`
   */
  deleteRange(range: object): Promise<void> {
    return this.writing(() => this.level.clear(range));
  }

  private async writing(write: () => Promise<void>): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    try {
      await write();
    } catch (error) {
      if (deepestCause(error).code === 'LEVEL_DATABASE_NOT_OPEN') throw error;
      this.failure ??= TableStoreError.unwritable(this.path, error);
    }
    // It may have been stored behind one that failed.
    if (this.failure !== undefined) throw this.failure;
  }

  /** The rows of a range as they are now, many at a time. */
  async *pages(range: object): AsyncGenerator<StoreEntry[]> {
    const iterator = this.level.iterator(range);
    try {
      for (;;) {
        const entries = await iterator.nextv(ENTRIES_AT_ONCE);
        if (entries.length === 0) return;
        yield entries;
      }
    } finally {
      await iterator.close();
    }
  }

  /** Reads every key once: a file that is missing or cut off is found by nothing less. */
  async readThrough(): Promise<void> {
    const keys = this.pages({ values: false });
    while (!(await keys.next()).done);
  }

  async close(): Promise<void> {
    await this.level.close();
  }
}
