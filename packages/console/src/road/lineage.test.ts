import { describe, expect, test } from '@jest/globals';
import type { ShardState } from '../contract/contract.js';
import { showLineage } from './lineage.js';

const shard = (id: string, state: ShardState['state'], parentId?: string): ShardState => ({
  id,
  state,
  read: 0,
  ...(parentId === undefined ? {} : { parentId }),
});

const drawn = (shards: readonly ShardState[]) =>
  showLineage(shards).map(({ shard: { id }, depth }) => `${' '.repeat(depth)}${id}`);

describe('the lineage of shards', () => {
  test('shows each shard under its parent, wherever it stands in the list', () => {
    expect(
      drawn([
        shard('b', 'open', 'a'),
        shard('x', 'open'),
        shard('a', 'closed'),
        shard('c', 'open', 'a'),
      ]),
    ).toEqual(['x', 'a', ' b', ' c']);
  });

  test('leaves out a finished shard whose children are finished too', () => {
    expect(
      drawn([
        shard('a', 'finished'),
        shard('b', 'finished', 'a'),
        shard('c', 'open', 'b'),
        shard('z', 'finished'),
      ]),
    ).toEqual(['b', ' c']);
  });
});
