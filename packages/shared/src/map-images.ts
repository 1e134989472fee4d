import type { Change } from './change-record.js';
import { lazy } from './lazy.js';

/** Where an image stands in its record. */
export type ImageField = 'dynamodb.NewImage' | 'dynamodb.OldImage';

/**
 * Gives the same change with other images: `read` turns each image into what it should be, when it
 * is first read, and may throw.
 */
export function mapImages<From, To>(
  change: Change<From>,
  read: (image: From, field: ImageField) => To,
): Change<To> {
  const { keys, sequenceNumber, eventId, createdAt } = change;
  const common = { keys, sequenceNumber, eventId, createdAt };
  switch (change.kind) {
    case 'insert': {
      const newImage = lazy(() => read(change.newImage, 'dynamodb.NewImage'));
      return {
        kind: change.kind,
        ...common,
        get newImage() {
          return newImage();
        },
      };
    }
    case 'modify': {
      const newImage = lazy(() => read(change.newImage, 'dynamodb.NewImage'));
      const oldImage = lazy(() => read(change.oldImage, 'dynamodb.OldImage'));
      return {
        kind: change.kind,
        ...common,
        get newImage() {
          return newImage();
        },
        get oldImage() {
          return oldImage();
        },
      };
    }
    case 'remove':
    case 'expire': {
      const oldImage = lazy(() => read(change.oldImage, 'dynamodb.OldImage'));
      return {
        kind: change.kind,
        ...common,
        get oldImage() {
          return oldImage();
        },
      };
    }
  }
}
