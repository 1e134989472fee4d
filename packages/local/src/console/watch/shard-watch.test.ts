import { expect, test } from '@jest/globals';
import { ShardWatch } from './shard-watch.js';

test('a record that is read again after a stop counts once', () => {
  const shard = new ShardWatch();
  expect(['9', '10', '9', '10', '11'].map((sequence) => shard.pass(sequence))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(shard.read).toBe(3);
  expect(shard.position).toBe('11');
});
