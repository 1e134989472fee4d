import { AwsError } from './aws-error.js';
import type { Clock } from './clock.js';
import type { Engine } from './engine/engine.js';
import { ExpiryIndex } from './expiry-index.js';
import type { TableSettings } from './table-settings.js';
import type { CommittedWrite, TableWriter } from './table-writer.js';

interface Watched {
  readonly attribute: string;
  readonly index: ExpiryIndex;
}

/** Removes items whose time-to-live is over, as the DynamoDB service does. */
export class TimeToLive {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly engine: Engine,
    private readonly settings: TableSettings,
    private readonly clock: Clock,
  ) {}

  /** Keeps the index of a watched table true. */
  note({ table, storeKey, newItem }: CommittedWrite): void {
    this.watched.get(table.TableName)?.index.note(storeKey, newItem);
  }

  /** Removes what is expired in every table that has time-to-live on. */
  async sweep(writer: TableWriter): Promise<void> {
    const expiring = new Map(
      this.settings.expiring().map(({ tableName, attribute }) => [tableName, attribute]),
    );
    for (const [tableName, { attribute }] of this.watched) {
      if (expiring.get(tableName) !== attribute) this.watched.delete(tableName);
    }
    for (const [tableName, attribute] of expiring) {
      const { index } = this.watched.get(tableName) ?? (await this.watch(tableName, attribute));
      for (const storeKey of index.expired(this.clock.now())) {
        await this.remove(writer, tableName, storeKey, index);
      }
    }
  }

  /** Watching begins before the table is read, and each item is read under its lock: none is missed. */
  private async watch(tableName: string, attribute: string): Promise<Watched> {
    const watched: Watched = { attribute, index: new ExpiryIndex(attribute) };
    this.watched.set(tableName, watched);
    for await (const storeKey of this.engine.storeKeys(tableName)) {
      const release = await this.engine.lockItems([{ tableName, storeKey }]);
      watched.index.note(storeKey, this.engine.item(tableName, storeKey)?.item);
      release();
    }
    return watched;
  }

  private async remove(
    writer: TableWriter,
    tableName: string,
    storeKey: string,
    index: ExpiryIndex,
  ): Promise<void> {
    const release = await this.engine.lockItems([{ tableName, storeKey }]);
    try {
      const oldImage = this.engine.item(tableName, storeKey);
      if (oldImage === undefined || !index.covers(oldImage.item, this.clock.now())) {
        index.note(storeKey, oldImage?.item);
        return;
      }
      const table = this.engine.usableTable(tableName);
      await writer.items([{ table, storeKey, oldImage, newImage: undefined }], {
        byTimeToLive: true,
      });
    } catch (error) {
      // Someone deletes the table meanwhile, and this item with it.
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    } finally {
      release();
    }
  }
}
