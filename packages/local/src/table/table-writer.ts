import type { Item } from './attribute-value.js';
import { type Commit, type CommitQueue, NOTHING_TO_COMMIT, together } from './commit-queue.js';
import type { Engine } from './engine/engine.js';
import type { ItemWrite, TableDescription, WriteSink } from './engine/engine-types.js';
import type { StoreOperation } from './engine/level-store.js';
import { tableKey, tagKey } from './engine/store-keys.js';
import { sameItem } from './same-item.js';
import { StreamPlans, type StreamPlansParts } from './stream-plans.js';
import { streamRecord } from './streams/stream-record.js';
import type { Reshape, TableStream } from './streams/table-stream.js';
import type { ViewType } from './streams/view-type.js';
import type { Settings, TableSettings } from './table-settings.js';

const HASH_DIGITS = 6;

/** One item's change, stored and visible. */
export interface CommittedWrite {
  readonly table: TableDescription;
  /** The item's key in the store. */
  readonly storeKey: string;
  readonly oldItem: Item | undefined;
  readonly newItem: Item | undefined;
  /** The stream record's number; none when no stream is on or nothing changed. */
  readonly sequenceNumber: string | undefined;
  /** Characters of both images as JSON: about the bytes that keeping them takes. */
  readonly size: number;
}

/** What a {@link TableWriter} works with. */
export interface TableWriterParts extends StreamPlansParts {
  readonly engine: Engine;
  readonly queue: CommitQueue;
  readonly settings: TableSettings;
  readonly onWrite: (write: CommittedWrite) => void;
}

/** What a new table begins with. */
export interface NewTable {
  readonly description: TableDescription;
  readonly viewType: ViewType | undefined;
  readonly settings: Settings;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** The only way into the store: an item and its stream record go in together or not at all. */
export class TableWriter implements WriteSink {
  private readonly plans: StreamPlans;

  constructor(private readonly parts: TableWriterParts) {
    this.plans = new StreamPlans(parts);
  }

  item(write: ItemWrite): Promise<void> {
    return this.parts.queue.submit(() => this.commitOf(write, false));
  }

  /** All of these or none, in this order. `extra` is stored with them. */
  items(
    writes: readonly ItemWrite[],
    { byTimeToLive = false, extra = [] as readonly StoreOperation[] } = {},
  ): Promise<void> {
    return this.parts.queue.submit(() => {
      const { operations, publish } = together(
        writes.map((write) => this.commitOf(write, byTimeToLive)),
      );
      return { operations: [...operations, ...extra], publish };
    });
  }

  table(description: TableDescription): Promise<void> {
    const { engine, queue } = this.parts;
    const { operations } = tableCommit(description);
    const publish = () => engine.tableWritten(description.TableName);
    return queue.submit(() => ({ operations, publish }), true);
  }

  /** Stores a new table together with its stream, its settings and its tags. */
  createTable({ description, viewType, settings, tags }: NewTable): Promise<void> {
    const { TableName: name } = description;
    return this.parts.queue.submit(
      () =>
        together([
          tableCommit(description),
          viewType === undefined ? NOTHING_TO_COMMIT : this.plans.begin(description, viewType),
          this.planSettings(name, settings),
          {
            operations: tags.map(({ Key, Value }) => ({
              type: 'put',
              key: tagKey(name, Key),
              value: JSON.stringify(Value),
            })),
            publish: () => undefined,
          },
        ]),
      true,
    );
  }

  /** Stores the description of a table that goes, ends its stream and forgets its settings. */
  deleteTable(description: TableDescription): Promise<void> {
    const { TableName: name } = description;
    const { settings } = this.parts;
    return this.parts.queue.submit(
      () =>
        together([
          tableCommit(description),
          this.plans.end(name) ?? NOTHING_TO_COMMIT,
          { operations: [settings.drop(name)], publish: () => settings.forget(name) },
        ]),
      true,
    );
  }

  /** Changes a table's settings; what is not named stays. */
  changeSettings(tableName: string, change: (now: Settings) => Settings): Promise<void> {
    return this.parts.queue.submit(
      () => this.planSettings(tableName, change(this.parts.settings.get(tableName))),
      true,
    );
  }

  /**
   * Turns a new stream on.
   *
   * @throws AwsError ValidationException when the table has one that is on
   */
  enableStream(table: TableDescription, viewType: ViewType): Promise<void> {
    return this.parts.queue.submit(() => {
      this.parts.catalog.checkNoneEnabled(table.TableName);
      return this.plans.begin(table, viewType);
    }, true);
  }

  /**
   * Turns the table's stream off. It stays readable for its 24 hours.
   *
   * @throws AwsError ValidationException when none is on
   */
  disableStream(tableName: string): Promise<void> {
    return this.parts.queue.submit(() => {
      this.parts.catalog.checkEnabled(tableName);
      return this.plans.end(tableName) ?? NOTHING_TO_COMMIT;
    }, true);
  }

  /** Closes shards and opens their children. */
  reshape(stream: TableStream, plan: (now: number) => Reshape): Promise<void> {
    return this.parts.queue.submit(
      () =>
        stream.isEnabled
          ? this.plans.reshape(stream, plan(this.parts.clock.now()))
          : NOTHING_TO_COMMIT,
      true,
    );
  }

  /** Lets go of what is older than 24 hours: records, closed shards, and streams that were turned off. */
  trim(stream: TableStream): Promise<void> {
    return this.parts.queue.submit(() => this.plans.trim(stream), true);
  }

  private commitOf(write: ItemWrite, byTimeToLive: boolean): Commit {
    const { engine, catalog, vault, clock, onWrite } = this.parts;
    // Its table may have gone while the write waited, and nothing would take the item away again.
    const table = engine.asItIsNow(write.table);
    const operations = engine.operationsOf({ ...write, table });
    const stream = changesNothing(write) ? undefined : catalog.enabledOf(write.table.TableName);
    if (stream === undefined) {
      return { operations, publish: () => onWrite(committed(write, undefined)) };
    }
    const now = clock.now();
    const sequenceNumber = catalog.sequence.next(now);
    const { oldImage, newImage } = write;
    const change = { oldImage, newImage, byTimeToLive };
    const record = streamRecord(stream, change, sequenceNumber, now);
    const shard = stream.shardOf(Number.parseInt(write.storeKey.slice(0, HASH_DIGITS), 16));
    return {
      operations: [...operations, ...vault.keepRecord(stream, shard, record)],
      publish: () => {
        shard.append(record);
        onWrite(committed(write, sequenceNumber));
      },
    };
  }

  private planSettings(tableName: string, next: Settings): Commit {
    const { settings } = this.parts;
    const isPlain = ({ length }: string[]) => length === 0;
    if (isPlain(Object.keys(next)) && isPlain(Object.keys(settings.get(tableName)))) {
      return NOTHING_TO_COMMIT;
    }
    return {
      operations: [settings.keep(tableName, next)],
      publish: () => settings.set(tableName, next),
    };
  }
}

function tableCommit(description: TableDescription): Commit {
  const key = tableKey(description.TableName);
  return {
    operations: [{ type: 'put', key, value: JSON.stringify(description) }],
    publish: () => undefined,
  };
}

function changesNothing({ oldImage, newImage }: ItemWrite): boolean {
  if (oldImage === undefined || newImage === undefined) return oldImage === newImage;
  return oldImage.json === newImage.json || sameItem(oldImage.item, newImage.item);
}

function committed(write: ItemWrite, sequenceNumber: string | undefined): CommittedWrite {
  const { table, storeKey, oldImage, newImage } = write;
  return {
    table,
    storeKey,
    oldItem: oldImage?.item,
    newItem: newImage?.item,
    sequenceNumber,
    size: (oldImage?.json.length ?? 0) + (newImage?.json.length ?? 0),
  };
}
