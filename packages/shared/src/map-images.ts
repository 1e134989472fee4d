import type { Change } from './change-record.js';
import { type ImageField, makeChange } from './make-change.js';

/**
 * Gives the same change with other images: `read` turns each image into what it should be, when it
 * is first read, and may throw.
 */
export function mapImages<From, To>(
  change: Change<From>,
  read: (image: From, field: ImageField, change: Change<From>) => To,
): Change<To> {
  return makeChange(change.kind, change, (field) => read(imageAt(change, field), field, change));
}

function imageAt<Item>(change: Change<Item>, field: ImageField): Item {
  switch (change.kind) {
    case 'insert':
      return change.newImage;
    case 'modify':
      return field === 'dynamodb.NewImage' ? change.newImage : change.oldImage;
    case 'remove':
    case 'expire':
      return change.oldImage;
  }
}
