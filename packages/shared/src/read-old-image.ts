import type { Attributes } from './attribute-value.js';
import type { Change, Insert } from './change-record.js';
import { RecordError } from './errors.js';

/** The item as it was before a change, or what stood there without being one. */
export type OldImage<Item> =
  | { readonly fits: true; readonly item: Item }
  | {
      readonly fits: false;
      /** As it was decoded; no schema vouches for any of it. */
      readonly attributes: Attributes;
      /** Names the field that does not fit. */
      readonly error: RecordError;
    };

/**
 * Reads the old image of a change without failing where it does not fit its schema. For a reaction
 * that must go on when somebody mends or deletes an item that should never have been written.
 *
 * @throws {RecordError} `MALFORMED_ATTRIBUTE` when it does not even decode.
 *
 * @example
 * const old = readOldImage(change);
 * await forget(old.fits ? old.item.sku : change.keys['sku']);
 */
export function readOldImage<Item>(change: Exclude<Change<Item>, Insert<Item>>): OldImage<Item> {
  try {
    return { fits: true, item: change.oldImage };
  } catch (error) {
    if (!(error instanceof RecordError) || error.misfit === undefined) throw error;
    return { fits: false, attributes: error.misfit, error };
  }
}
