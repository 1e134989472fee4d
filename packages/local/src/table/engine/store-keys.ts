/** Sorts after every key that begins the same. */
export const AFTER_ALL = '\u{ffff}';

/** Where dynalite keeps an item. */
export function itemKey(tableName: string, storeKey: string): string {
  return `item-${tableName}~${storeKey}`;
}
