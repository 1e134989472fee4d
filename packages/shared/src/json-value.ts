/**
 * A replacer for `JSON.stringify` under which every decoded value prints: a `bigint` as its digits,
 * a set as a list, binary as base64 (a `LosslessDecimal` prints its digits anyway). Without it a large number in an item would make a log line throw.
 */
export function jsonValue(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Set) return [...value];
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value;
}
