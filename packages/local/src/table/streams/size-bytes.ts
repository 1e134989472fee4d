import type { AttributeValue, Item } from '../attribute-value.js';

const COLLECTION_OVERHEAD = 3;

/**
 * What an item or a key adds to a stream record's `SizeBytes`: names in UTF-8 plus values.
 * Recomputed from 62 recorded records (strings, binary, booleans, numbers); nested values follow
 * the item-size rules of the DynamoDB guide: three bytes a collection and one for each member.
 */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += Buffer.byteLength(name) + valueBytes(item[name]);
  return bytes;
}

function valueBytes(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return sum(value.SS, (text) => Buffer.byteLength(text));
  if ('NS' in value) return sum(value.NS, numberBytes);
  if ('BS' in value) return sum(value.BS, (data) => Buffer.byteLength(data, 'base64'));
  if ('L' in value) return COLLECTION_OVERHEAD + sum(value.L, (member) => 1 + valueBytes(member));
  const members = Object.keys(value.M).length;
  return COLLECTION_OVERHEAD + members + itemBytes(value.M);
}

/** One byte for each two significant digits, and one more. */
function numberBytes(number: string): number {
  const [mantissa = ''] = number.split(/e/i);
  const digits = mantissa.replace(/[^0-9]/g, '').replace(/^0+/, '');
  const significant = number.includes('.') ? digits : digits.replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1;
}

function sum<T>(values: readonly T[], bytes: (value: T) => number): number {
  return values.reduce((total, value) => total + bytes(value), 0);
}
