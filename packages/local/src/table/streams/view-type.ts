import type { Item, KeySchema } from '../attribute-value.js';
import { keyOf } from '../attribute-value.js';

/** What a stream's records hold beside the key. */
export const VIEW_TYPES = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;

/** What a stream's records hold beside the key. */
export type ViewType = (typeof VIEW_TYPES)[number];

/** The parts of a change that a stream's records hold. */
export interface View {
  readonly Keys: Item;
  readonly NewImage?: Item;
  readonly OldImage?: Item;
}

/** Cuts a change down to what a stream of this type holds of it. */
export function viewOf(
  type: ViewType,
  schema: KeySchema,
  oldItem: Item | undefined,
  newItem: Item | undefined,
): View {
  const withNew = type === 'NEW_IMAGE' || type === 'NEW_AND_OLD_IMAGES';
  const withOld = type === 'OLD_IMAGE' || type === 'NEW_AND_OLD_IMAGES';
  return {
    Keys: keyOf(newItem ?? oldItem ?? {}, schema),
    ...(withNew && newItem !== undefined ? { NewImage: newItem } : {}),
    ...(withOld && oldItem !== undefined ? { OldImage: oldItem } : {}),
  };
}
