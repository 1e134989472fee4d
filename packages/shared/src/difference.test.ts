import { expect, test } from '@jest/globals';
import { difference } from './difference.js';
import { LosslessDecimal } from './lossless-decimal.js';

test('lists the deepest places that changed, in the order of their names', () => {
  expect(
    difference(
      { status: 'PLACED', items: [{ sku: 'tea', quantity: 1 }], note: 'gift' },
      { status: 'PAID', items: [{ sku: 'tea', quantity: 2 }], paidBy: 'card' },
    ),
  ).toEqual([
    { path: 'items[0].quantity', before: 1, after: 2 },
    { path: 'note', before: 'gift' },
    { path: 'paidBy', after: 'card' },
    { path: 'status', before: 'PLACED', after: 'PAID' },
  ]);
});

test('lists every attribute of an item that came or went', () => {
  expect(difference(undefined, { a: 1, b: { c: 2 } })).toEqual([
    { path: 'a', after: 1 },
    { path: 'b', after: { c: 2 } },
  ]);
  expect(difference({ a: 1 }, undefined)).toEqual([{ path: 'a', before: 1 }]);
});

test('finds nothing between equal items, whatever they are made of', () => {
  const item = () => ({
    tags: new Set(['a', 'b']),
    raw: new Uint8Array([1, 2]),
    rate: new LosslessDecimal('0.12345678901234567890'),
    large: 9007199254740993n,
    lines: [{ n: 1 }, null],
  });
  expect(difference(item(), item())).toEqual([]);
});

test('sees sets, binary and exact numbers as wholes', () => {
  expect(difference({ a: new Set(['x']) }, { a: new Set(['y']) })).toHaveLength(1);
  expect(difference({ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) })).toHaveLength(1);
  expect(difference({ a: 1n }, { a: 2n })).toEqual([{ path: 'a', before: 1n, after: 2n }]);
});

test('quotes a name that has a dot in it, and takes __proto__ for a name', () => {
  expect(difference({}, { 'a.b': { c: 1 } })).toEqual([{ path: '["a.b"]', after: { c: 1 } }]);
  expect(difference({}, JSON.parse('{"__proto__":{"c":1}}'))).toEqual([
    { path: '__proto__', after: { c: 1 } },
  ]);
});

test('tells a list that grew from one that changed', () => {
  expect(difference({ l: [1] }, { l: [1, 2] })).toEqual([{ path: 'l[1]', after: 2 }]);
});
