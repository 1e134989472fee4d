import { expect, test } from '@jest/globals';
import { laneOf } from './lane-of.js';

test('all records of one key are in one lane, however the key is written', () => {
  const key = { id: { S: 'order-1' }, sort: { N: '5' } };
  const turned = { sort: { N: '5' }, id: { S: 'order-1' } };
  for (let lanes = 1; lanes <= 10; lanes += 1)
    expect(laneOf(key, lanes)).toBe(laneOf(turned, lanes));
});

test('the sort key counts', () => {
  const lanes = new Set(
    Array.from({ length: 100 }, (_, n) => laneOf({ id: { S: 'a' }, sort: { N: String(n) } }, 10)),
  );
  expect(lanes.size).toBe(10);
});

test.each([
  ['by one key', (n: number) => ({ orderId: { S: `order-${n}` } })],
  [
    'by a sort key that says the same as the partition key',
    (n: number) => ({ PK: { S: `ORDER#${n}` }, SK: { S: `ORDER#${n}` } }),
  ],
  ['by few partition keys', (n: number) => ({ id: { S: `c-${n % 10}` }, at: { N: String(n) } })],
])('many items are spread evenly, %s', (_, keyOf) => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const lane = laneOf(keyOf(n), 10);
    counts[lane] = (counts[lane] ?? 0) + 1;
  }
  for (const count of counts) {
    expect(count).toBeGreaterThan(800);
    expect(count).toBeLessThan(1200);
  }
});
