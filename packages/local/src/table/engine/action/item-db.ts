import type { Item } from '../../attribute-value.js';
import type { Callback } from '../dynalite.js';
import { type ItemImage, imageFrom, imageOf } from '../item-image.js';
import { itemKey } from '../store-keys.js';
import type { ActionRun } from './action-run.js';
import { RowsDb } from './rows-db.js';

/** The items of one table. What an action writes goes to its sink, with the image that it read. */
export class ItemDb extends RowsDb {
  private readonly read = new Map<string, ItemImage>();

  constructor(
    run: ActionRun,
    private readonly tableName: string,
  ) {
    super(run, itemKey(tableName, ''));
  }

  override get(key: string, done: Callback): void {
    const json = this.run.rows.get(this.prefix + key);
    const image = json === undefined ? undefined : imageFrom(json);
    if (image !== undefined) this.read.set(key, image);
    this.run.sink.read?.(image?.item);
    done(null, image?.item);
  }

  override put(key: string, item: unknown, done: Callback): void {
    this.write(key, imageOf(item as Item), done);
  }

  override del(key: string, done: Callback): void {
    this.write(key, undefined, done);
  }

  private write(storeKey: string, newImage: ItemImage | undefined, done: Callback): void {
    const { guard, sink, tables } = this.run;
    const table = tables.get(this.tableName);
    if (table === undefined) {
      throw new Error(`dynalite wrote to ${this.tableName} before it read the table`);
    }
    guard.settle(sink.item({ table, storeKey, oldImage: this.read.get(storeKey), newImage }), done);
  }
}
