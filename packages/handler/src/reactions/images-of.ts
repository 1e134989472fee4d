import { type Change, readOldImage } from '@millrace/shared';

/** The item before and after a change. */
export interface Images<Item> {
  /** Undefined where there was none, or none that fits the schema. */
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** The field for which the old image does not fit: `dynamodb.OldImage.total`. */
  readonly misfit?: string;
}

export function imagesOf<Item>(change: Change<Item>): Images<Item> {
  if (change.kind === 'insert') return { before: undefined, after: change.newImage };
  const after = change.kind === 'modify' ? change.newImage : undefined;
  const old = readOldImage(change);
  return old.fits
    ? { before: old.item, after }
    : { before: undefined, after, misfit: old.error.field };
}
