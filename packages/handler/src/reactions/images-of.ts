import type { Change } from '@millrace/shared';

/** The item before and after a change; undefined where there was or is none. */
export function imagesOf<Item>(change: Change<Item>): {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
} {
  switch (change.kind) {
    case 'insert':
      return { before: undefined, after: change.newImage };
    case 'modify':
      return { before: change.oldImage, after: change.newImage };
    case 'remove':
    case 'expire':
      return { before: change.oldImage, after: undefined };
  }
}
