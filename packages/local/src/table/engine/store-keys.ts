/** Where dynalite keeps an item. */
export function itemKey(tableName: string, storeKey: string): string {
  return `item-${tableName}~${storeKey}`;
}

/** Where dynalite keeps an item's entry in an index. `type` is `Local` or `Global`, in any case. */
export function indexKey(type: string, tableName: string, index: string, key: string): string {
  return `index-${type.toLowerCase()}~${tableName}~${index}~${key}`;
}

/** Where dynalite keeps a table's tag. */
export function tagKey(tableName: string, tag: string): string {
  return `tag-${tableName}~${tag}`;
}

/** Where dynalite keeps a table's description. */
export function tableKey(tableName: string): string {
  return `table~${tableName}`;
}

/** How every row of a table's content begins: its items, the entries of all its indexes, its tags. */
export function contentPrefixes(tableName: string): readonly string[] {
  return [
    itemKey(tableName, ''),
    `index-local~${tableName}~`,
    `index-global~${tableName}~`,
    tagKey(tableName, ''),
  ];
}
