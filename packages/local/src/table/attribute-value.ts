/** One attribute in DynamoDB's JSON: exactly one type tag; numbers and binary data as text. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** An item, or a part of one such as its key, in DynamoDB's JSON. */
export interface Item {
  readonly [name: string]: AttributeValue;
}

/** A key schema as DynamoDB describes it: the partition key, then the sort key if there is one. */
export type KeySchema = readonly {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}[];

/** The part of an item that identifies it. */
export function keyOf(item: Item, schema: KeySchema): Item {
  const key: Record<string, AttributeValue> = {};
  for (const { AttributeName: name } of schema) {
    const value = item[name];
    if (value !== undefined) key[name] = value;
  }
  return key;
}
