/** What a stream's records hold beside the key. */
export const VIEW_TYPES = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;

/** What a stream's records hold beside the key. */
export type ViewType = (typeof VIEW_TYPES)[number];

/** True when the records show the item as it is after the change. */
export function showsNewImage(type: ViewType): boolean {
  return type === 'NEW_IMAGE' || type === 'NEW_AND_OLD_IMAGES';
}

/** True when the records show the item as it was before the change. */
export function showsOldImage(type: ViewType): boolean {
  return type === 'OLD_IMAGE' || type === 'NEW_AND_OLD_IMAGES';
}
