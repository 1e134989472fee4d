import type { Change, ChangeKind, Insert } from './change-record.js';
import { lazy } from './lazy.js';

/** Where an image stands in its record. */
export type ImageField = 'dynamodb.NewImage' | 'dynamodb.OldImage';

/** What every change has, of whatever kind. */
export type ChangeIdentity = Omit<Insert<unknown>, 'kind' | 'newImage'>;

/** Makes a change of a kind, whose images are read when they are first asked for. */
export function makeChange<Item>(
  kind: ChangeKind,
  identity: ChangeIdentity,
  read: (field: ImageField) => Item,
): Change<Item> {
  const newImage = lazy(() => read('dynamodb.NewImage'));
  const oldImage = lazy(() => read('dynamodb.OldImage'));
  switch (kind) {
    case 'insert':
      return {
        kind,
        ...identity,
        get newImage() {
          return newImage();
        },
      };
    case 'modify':
      return {
        kind,
        ...identity,
        get newImage() {
          return newImage();
        },
        get oldImage() {
          return oldImage();
        },
      };
    case 'remove':
    case 'expire':
      return {
        kind,
        ...identity,
        get oldImage() {
          return oldImage();
        },
      };
  }
}
