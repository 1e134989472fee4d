import type { Item } from '../attribute-value.js';

/** An item with its JSON text, which is made once for the store, its stream record and the wire. */
export interface ItemImage {
  readonly item: Item;
  readonly json: string;
}

/** An item that is about to be kept. */
export function imageOf(item: Item): ItemImage {
  return { item, json: JSON.stringify(item) };
}

/** An item as it was kept. */
export function imageFrom(json: string): ItemImage {
  return { item: JSON.parse(json) as Item, json };
}
