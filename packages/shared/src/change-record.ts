import type { Keys } from './attribute-value.js';

interface ChangeOf<Kind extends string> {
  readonly kind: Kind;
  /** The item's full primary key. */
  readonly keys: Keys;
  /** The change's place in its shard, and an item's fence: compare with `compareSequenceNumbers`. */
  readonly sequenceNumber: string;
  /** The stream's own id of this change: the same at every delivery, so it names duplicates. */
  readonly eventId: string;
  /** When DynamoDB wrote it, to the second or finer (the stream says "approximate"). */
  readonly createdAt: Date;
}

/** An item that was not there came to be. */
export interface Insert<Item> extends ChangeOf<'insert'> {
  readonly newImage: Item;
}

/** An item changed. */
export interface Modify<Item> extends ChangeOf<'modify'> {
  readonly newImage: Item;
  readonly oldImage: Item;
}

/** Somebody removed an item. */
export interface Remove<Item> extends ChangeOf<'remove'> {
  readonly oldImage: Item;
}

/** DynamoDB's time-to-live removed an item, in this very region (see `kindOf`). */
export interface Expire<Item> extends ChangeOf<'expire'> {
  readonly oldImage: Item;
}

/**
 * What happened to one item, told apart by `kind`. Images are decoded when they are first read, and
 * an image that cannot be decoded throws a `RecordError` there.
 */
export type Change<Item> = Insert<Item> | Modify<Item> | Remove<Item> | Expire<Item>;

export type ChangeKind = Change<unknown>['kind'];
