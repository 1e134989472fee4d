import type { AttributeValue, Item, KeySchema } from '../../table/attribute-value.js';

function valueText(value: AttributeValue | undefined): string {
  const [first] = Object.values(value ?? {});
  return typeof first === 'string' ? first : JSON.stringify(first ?? null);
}

/** An item's primary key as a person names it: `order-0012`, or `customer-1 / order-0012`. */
export const keyText = (item: Item, schema: KeySchema): string =>
  schema.map(({ AttributeName }) => valueText(item[AttributeName])).join(' / ');

/** The same for a record's `Keys`, whose schema is not at hand. */
export const keysText = (keys: Item): string => Object.values(keys).map(valueText).join(' / ');
