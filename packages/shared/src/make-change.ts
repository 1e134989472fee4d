import type { Keys } from './attribute-value.js';
import type { Change, ChangeKind, Expire, Insert, Modify, Remove } from './change-record.js';
import { lazy } from './lazy.js';

/** Where an image stands in its record. */
export type ImageField = 'dynamodb.NewImage' | 'dynamodb.OldImage';

/** What every change has, of whatever kind. */
export type ChangeIdentity = Omit<Insert<unknown>, 'kind' | 'newImage'>;

type ReadImage<Item> = (field: ImageField) => Item;

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
  readonly #newImage: () => Item;

  constructor(identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.#newImage = lazy(() => read('dynamodb.NewImage'));
  }

  get newImage(): Item {
    return this.#newImage();
  }
}

class LazyModify<Item> extends LazyChange implements Modify<Item> {
  readonly kind = 'modify';
  readonly #newImage: () => Item;
  readonly #oldImage: () => Item;

  constructor(identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.#newImage = lazy(() => read('dynamodb.NewImage'));
    this.#oldImage = lazy(() => read('dynamodb.OldImage'));
  }

  get newImage(): Item {
    return this.#newImage();
  }

  get oldImage(): Item {
    return this.#oldImage();
  }
}

class LazyRemoval<Item, Kind extends 'remove' | 'expire'> extends LazyChange {
  readonly kind: Kind;
  readonly #oldImage: () => Item;

  constructor(kind: Kind, identity: ChangeIdentity, read: ReadImage<Item>) {
    super(identity);
    this.kind = kind;
    this.#oldImage = lazy(() => read('dynamodb.OldImage'));
  }

  get oldImage(): Item {
    return this.#oldImage();
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
