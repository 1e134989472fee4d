import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SequenceSource } from './sequence.js';
import { HASH_SPACE, type Shard } from './shard.js';
import { type Reshape, TableStream } from './table-stream.js';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

/** What happens to the shards: `at` picks an open one. */
const change = fc.record({ kind: fc.constantFrom('split', 'roll', 'roll-all'), at: fc.nat() });
const count = fc.integer({ min: 1, max: 9 });
const changes = fc.array(change, { maxLength: 12 });

describe('the shards of a stream', () => {
  test('share out every hash, each to one open shard, however they split and roll', () => {
    fc.assert(
      fc.property(count, changes, (first, all) => {
        const stream = streamAfter(first, all);
        expectTiles(stream.openShards, { from: 0, to: HASH_SPACE });
      }),
    );
  });

  test('hand all hashes of a parent on to its children and no others', () => {
    fc.assert(
      fc.property(count, changes, (first, all) => {
        const stream = streamAfter(first, all);
        for (const parent of stream.shards) {
          if (parent.isOpen) continue;
          const children = stream.shards.filter(
            ({ description }) => description.parentShardId === parent.id,
          );
          expectTiles(children, parent.description.range);
        }
      }),
    );
  });

  test('take the record of the very first and the very last hash', () => {
    const stream = streamAfter(3, [{ kind: 'split', at: 1 }]);
    expect(stream.shardOf(0).holds(0)).toBe(true);
    expect(stream.shardOf(HASH_SPACE - 1).holds(HASH_SPACE - 1)).toBe(true);
  });
});

function streamAfter(
  first: number,
  all: readonly { readonly kind: string; readonly at: number }[],
): TableStream {
  const sequence = new SequenceSource();
  const stream = new TableStream({
    arn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/T/stream/L',
    label: 'L',
    tableName: 'T',
    viewType: 'KEYS_ONLY',
    keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    createdAt: NOW,
    disabledAt: undefined,
  });
  stream.apply(stream.planFirstShards(first, sequence, NOW));
  for (const { kind, at } of all) stream.apply(plan(stream, sequence, kind, at));
  return stream;
}

function plan(stream: TableStream, sequence: SequenceSource, kind: string, at: number): Reshape {
  const open = stream.openShards;
  const shard = open[at % open.length];
  if (shard === undefined || kind === 'roll-all') return stream.planRoll(open, sequence, NOW);
  if (kind === 'roll') return stream.planRoll([shard], sequence, NOW);
  return stream.planSplit(shard, sequence, NOW);
}

/** The shards' ranges follow one another over the whole of `range`: no hole, nothing twice. */
function expectTiles(
  shards: readonly Shard[],
  range: { readonly from: number; readonly to: number },
): void {
  const ranges = shards.map(({ description }) => description.range).sort((a, b) => a.from - b.from);
  const borders = [range.from, ...ranges.map(({ to }) => to)];
  expect(ranges.map(({ from }) => from)).toEqual(borders.slice(0, -1));
  expect(borders.at(-1)).toBe(range.to);
}
