import { LosslessDecimal } from './lossless-decimal.js';

/**
 * A replacer for `JSON.stringify` under which every decoded value prints: a `bigint` as its digits,
 * a set as a list, binary as base64. Without it a large number in an item would make a log line throw.
 */
export function jsonValue(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof LosslessDecimal) return value.text;
  return value;
}
