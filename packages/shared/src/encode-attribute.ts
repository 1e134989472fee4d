import type { AttributeMap, AttributeValue } from './attribute-value.js';
import { LosslessDecimal } from './lossless-decimal.js';

/**
 * Writes an item as the DynamoDB JSON of a stream event: the inverse of `decodeAttributes`. Members
 * that are `undefined` are left out, as the SDK's document client can be told to.
 *
 * @throws {TypeError} for what DynamoDB cannot hold: functions, symbols, NaN, empty sets.
 */
export function encodeAttributes(item: object): AttributeMap {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, encodeAttribute(value)]));
}

function encodeAttribute(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
    case 'bigint':
      return { N: encodeNumber(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return value === null ? { NULL: true } : encodeObject(value);
    default:
      throw new TypeError(`DynamoDB cannot hold a ${typeof value}`);
  }
}

function encodeObject(value: object): AttributeValue {
  if (value instanceof LosslessDecimal) return { N: value.text };
  if (value instanceof Uint8Array) return { B: encodeBytes(value) };
  if (value instanceof Set) return encodeSet([...value]);
  if (Array.isArray(value)) return { L: value.map(encodeAttribute) };
  return { M: encodeAttributes(value) };
}

function encodeSet(members: readonly unknown[]): AttributeValue {
  const encoded = members.map(encodeAttribute);
  const texts = encoded.flatMap(({ S }) => S ?? []);
  const numbers = encoded.flatMap(({ N }) => N ?? []);
  const binaries = encoded.flatMap(({ B }) => B ?? []);
  if (members.length === 0) throw new TypeError('DynamoDB cannot hold an empty set');
  if (texts.length === members.length) return { SS: texts };
  if (numbers.length === members.length) return { NS: numbers };
  if (binaries.length === members.length) return { BS: binaries };
  throw new TypeError('DynamoDB holds sets of text, of numbers or of binary, but not mixed');
}

function encodeNumber(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`DynamoDB cannot hold ${value}`);
  }
  return String(Object.is(value, -0) ? 0 : value);
}

function encodeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
