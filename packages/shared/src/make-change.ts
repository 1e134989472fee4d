import type { Keys } from './attribute-value.js';
import type { Change, ChangeKind, Expire, Insert, Modify, Remove } from './change-record.js';

/** Where an image stands in its record. */
export type ImageField = 'dynamodb.NewImage' | 'dynamodb.OldImage';

/** What every change has, of whatever kind. */
export type ChangeIdentity = Omit<Insert<unknown>, 'kind' | 'newImage'>;

type ReadImage<Item> = (field: ImageField) => Item;

/** An image that was read, whatever it is. */
interface Known<Item> {
  readonly item: Item;
}

// Classes, since a getter in an object literal costs as much as decoding a small image; and one for
// each kind, so that `'newImage' in change` tells what the types tell.
class LazyChange implements ChangeIdentity {
  readonly keys: Keys;
  readonly sequenceNumber: string;
  readonly eventId: string;
  readonly createdAt: Date;

  constructor({ keys, sequenceNumber, eventId, createdAt }: ChangeIdentity) {
    this.keys = keys;
    this.sequenceNumber = sequenceNumber;
    this.eventId = eventId;
    this.createdAt = createdAt;
  }
}

class LazyInsert<Item> extends LazyChange implements Insert<Item> {
  readonly kind = 'insert';
  readonly #read: ReadImage<Item>;
  #new: Known<Item> | undefined;

  constructor(identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.#read = read;
  }

  get newImage(): Item {
    this.#new ??= { item: this.#read('dynamodb.NewImage') };
    return this.#new.item;
  }
}

class LazyModify<Item> extends LazyChange implements Modify<Item> {
  readonly kind = 'modify';
  readonly #read: ReadImage<Item>;
  #new: Known<Item> | undefined;
  #old: Known<Item> | undefined;

  constructor(identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.#read = read;
  }

  get newImage(): Item {
    this.#new ??= { item: this.#read('dynamodb.NewImage') };
    return this.#new.item;
  }

  get oldImage(): Item {
    this.#old ??= { item: this.#read('dynamodb.OldImage') };
    return this.#old.item;
  }
}

class LazyRemoval<Item, Kind extends 'remove' | 'expire'> extends LazyChange {
  readonly kind: Kind;
  readonly #read: ReadImage<Item>;
  #old: Known<Item> | undefined;

  constructor(kind: Kind, identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.kind = kind;
    this.#read = read;
  }

  get oldImage(): Item {
    this.#old ??= { item: this.#read('dynamodb.OldImage') };
    return this.#old.item;
  }
}

/** Makes a change of a kind, whose images are read when they are first asked for. */
export function makeChange<Item>(
  kind: ChangeKind,
  identity: ChangeIdentity,
  read: ReadImage<Item>,
): Change<Item> {
  switch (kind) {
    case 'insert':
      return new LazyInsert(identity, read);
    case 'modify':
      return new LazyModify(identity, read);
    case 'remove':
      return new LazyRemoval(kind, identity, read) satisfies Remove<Item>;
    case 'expire':
      return new LazyRemoval(kind, identity, read) satisfies Expire<Item>;
  }
}
