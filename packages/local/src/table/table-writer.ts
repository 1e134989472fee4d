import type { Clock } from './clock.js';
import type { Commit, CommitQueue } from './commit-queue.js';
import type { BatchOperation, Engine, ItemWrite, TableDescription, WriteSink } from './dynalite.js';
import { sameItem } from './same-item.js';
import type { Shard } from './streams/shard.js';
import type { StreamCatalog } from './streams/stream-catalog.js';
import { streamRecord } from './streams/stream-record.js';
import type { Reshape, TableStream } from './streams/table-stream.js';
import type { ViewType } from './streams/view-type.js';
import type { Vault } from './vault.js';

const HASH_DIGITS = 6;

/** One item's change, stored and visible. */
export interface CommittedWrite extends ItemWrite {
  /** The stream record's number; none when no stream is on or nothing changed. */
  readonly sequenceNumber: string | undefined;
}

/** What a {@link TableWriter} works with. */
export interface TableWriterParts {
  readonly engine: Engine;
  readonly queue: CommitQueue;
  readonly catalog: StreamCatalog;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly shardsPerTable: number;
  readonly onWrite: (write: CommittedWrite) => void;
}

/** The only way into the store: an item and its stream record go in together or not at all. */
export class TableWriter implements WriteSink {
  constructor(private readonly parts: TableWriterParts) {}

  item(write: ItemWrite): Promise<void> {
    return this.items([write]);
  }

  /** All of these or none, in this order. `extra` is stored with them. */
  items(
    writes: readonly ItemWrite[],
    { byTimeToLive = false, extra = [] as readonly BatchOperation[] } = {},
  ): Promise<void> {
    return this.parts.queue.submit(() => {
      const commits = writes.map((write) => this.commitOf(write, byTimeToLive));
      return {
        operations: [...commits.flatMap(({ operations }) => operations), ...extra],
        publish: () => {
          for (const commit of commits) commit.publish();
        },
      };
    });
  }

  table(description: TableDescription): Promise<void> {
    return this.storeTable(description, () => undefined);
  }

  /** Stores a new table together with its stream. */
  createTable(description: TableDescription, viewType: ViewType | undefined): Promise<void> {
    return this.storeTable(description, () =>
      viewType === undefined ? undefined : this.planStream(description, viewType),
    );
  }

  /** Stores the description of a table that goes, and ends its stream. */
  deleteTable(description: TableDescription): Promise<void> {
    return this.storeTable(description, () => this.planDisabling(description.TableName));
  }

  /** Turns a new stream on. The caller has seen to it that none is on. */
  enableStream(table: TableDescription, viewType: ViewType): Promise<void> {
    return this.parts.queue.submit(() => this.planStream(table, viewType), true);
  }

  /** Turns the table's stream off. It stays readable for its 24 hours. */
  disableStream(tableName: string): Promise<void> {
    return this.parts.queue.submit(() => this.planDisabling(tableName) ?? NOTHING, true);
  }

  /** Closes shards and opens their children. */
  reshape(stream: TableStream, plan: (now: number) => Reshape | undefined): Promise<void> {
    return this.parts.queue.submit(() => {
      const reshape = stream.isEnabled ? plan(this.parts.clock.now()) : undefined;
      return reshape === undefined ? NOTHING : this.commitReshape(stream, reshape);
    }, true);
  }

  private commitOf(write: ItemWrite, byTimeToLive: boolean): Commit {
    const { engine, catalog, vault, clock, onWrite } = this.parts;
    const operations = engine.operationsOf(write);
    const stream = changesNothing(write) ? undefined : catalog.enabledOf(write.table.TableName);
    if (stream === undefined) {
      return { operations, publish: () => onWrite({ ...write, sequenceNumber: undefined }) };
    }
    const now = clock.now();
    const sequenceNumber = catalog.sequence.next(now);
    const record = streamRecord(stream, { ...write, byTimeToLive }, sequenceNumber, now);
    const shard: Shard = stream.shardOf(Number.parseInt(write.storeKey.slice(0, HASH_DIGITS), 16));
    return {
      operations: [...operations, ...vault.keepRecord(stream, shard, record)],
      publish: () => {
        shard.append(record);
        onWrite({ ...write, sequenceNumber });
      },
    };
  }

  private storeTable(
    description: TableDescription,
    withStream: () => Commit | undefined,
  ): Promise<void> {
    return this.parts.queue.submit(() => {
      const stream = withStream() ?? NOTHING;
      const put: BatchOperation = {
        type: 'put',
        key: `table~${description.TableName}`,
        value: description,
      };
      return { operations: [put, ...stream.operations], publish: stream.publish };
    }, true);
  }

  private planStream(table: TableDescription, viewType: ViewType): Commit {
    const { catalog, clock, shardsPerTable } = this.parts;
    const stream = catalog.plan(table, viewType, clock.now());
    const first = stream.planFirstShards(shardsPerTable, catalog.sequence, clock.now());
    const commit = this.commitReshape(stream, first);
    return {
      operations: commit.operations,
      publish: () => {
        commit.publish();
        catalog.add(stream);
      },
    };
  }

  private planDisabling(tableName: string): Commit | undefined {
    const { catalog, clock, vault } = this.parts;
    const stream = catalog.enabledOf(tableName);
    if (stream === undefined) return undefined;
    const now = clock.now();
    const closing = stream.planClosing(catalog.sequence, now);
    return {
      operations: vault.keepStream(stream, closing, now),
      publish: () => {
        stream.apply(closing);
        stream.disable(now);
      },
    };
  }

  private commitReshape(stream: TableStream, reshape: Reshape): Commit {
    return {
      operations: this.parts.vault.keepStream(stream, reshape),
      publish: () => stream.apply(reshape),
    };
  }
}

const NOTHING: Commit = { operations: [], publish: () => undefined };

function changesNothing({ oldItem, newItem }: ItemWrite): boolean {
  if (oldItem === undefined) return newItem === undefined;
  return newItem !== undefined && sameItem(oldItem, newItem);
}
