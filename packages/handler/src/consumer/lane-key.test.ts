import { expect, test } from '@jest/globals';
import { laneKey } from './lane-key.js';

const recordOf = (Keys: object) => ({ dynamodb: { Keys: Keys as never } });

test('one item has one lane, in whatever order its keys are written', () => {
  const lane = laneKey(recordOf({ pk: { S: 'a' }, sk: { N: '1' } }));
  expect(laneKey(recordOf({ sk: { N: '1' }, pk: { S: 'a' } }))).toBe(lane);
});

test('items that differ in any part of their key have different lanes', () => {
  const keys = [
    { pk: { S: 'a' }, sk: { N: '1' } },
    { pk: { S: 'a' }, sk: { N: '2' } },
    { pk: { S: 'a' }, sk: { S: '1' } },
    { pk: { S: 'a,sk' } },
    { pk: { S: '1' } },
    { pk: { N: '1' } },
    { pk: { B: '1' } },
  ];
  expect(new Set(keys.map((key) => laneKey(recordOf(key)))).size).toBe(keys.length);
});

test('a record without a key is no item', () => {
  expect(laneKey({})).toBeUndefined();
  expect(laneKey(recordOf(null as never))).toBeUndefined();
});
