import { describe, expect, test } from '@jest/globals';
import type { StreamRecord } from '@millrace/mapping';
import fc from 'fast-check';
import { itemOf, orderShards } from './order-shards.js';

const record = (item: string, number: number): StreamRecord => ({
  ...{ eventID: `${number}`, eventName: 'MODIFY', eventVersion: '1.1' },
  ...{ eventSource: 'aws:dynamodb', awsRegion: 'r', eventSourceARN: 'arn' },
  dynamodb: {
    ...{ ApproximateCreationDateTime: 1, Keys: { id: { S: item } } },
    ...{ SequenceNumber: `${number}`, SizeBytes: 1, StreamViewType: 'KEYS_ONLY' },
  },
});

const numbers = (records: readonly StreamRecord[]) =>
  records.map(({ dynamodb }) => dynamodb.SequenceNumber);

describe('recovered records', () => {
  test('wait for the nearest ancestor of which there are some', () => {
    const recovered = new Map([
      ['grandchild', [record('a', 30)]],
      ['parent', [record('a', 10)]],
    ]);
    const lineage = new Map([
      ['parent', undefined],
      ['child', 'parent'],
      ['grandchild', 'child'],
    ]);
    expect(orderShards(recovered, lineage)).toMatchObject([
      { shardId: 'grandchild', parentShardId: 'parent' },
      { shardId: 'parent', parentShardId: undefined },
    ]);
  });

  test('of a shard are each there once, in the order of their numbers as numbers', () => {
    const recovered = new Map([['s', [record('a', 100), record('a', 9), record('a', 100)]]]);
    const [shard] = orderShards(recovered, new Map([['s', undefined]]));
    expect(numbers(shard?.records ?? [])).toEqual(['9', '100']);
  });

  test('of unknown shards join all others of their items, and nothing else', () => {
    const recovered = new Map([
      [undefined, [record('a', 20)]],
      ['s', [record('a', 10), record('b', 11)]],
      ['child', [record('b', 31)]],
      ['other', [record('c', 12)]],
    ]);
    const lineage = new Map([
      ['s', undefined],
      ['child', 's'],
      ['other', undefined],
    ]);
    const shards = orderShards(recovered, lineage);
    const loose = shards.find(({ shardId }) => shardId === 'recovered');
    expect(numbers(loose?.records ?? [])).toEqual(['10', '11', '20', '31']);
    expect(shards.map(({ shardId }) => shardId).sort()).toEqual(['other', 'recovered']);
  });

  test('leave no shard between two that are kept apart', () => {
    const recovered = new Map([
      ['s0', [record('x', 1)]],
      ['s1', [record('y', 2)]],
      ['s2', [record('x', 3)]],
      ['gone', [record('y', 4)]],
    ]);
    const lineage = new Map([
      ['s0', undefined],
      ['s1', 's0'],
      ['s2', 's1'],
    ]);
    expect(orderShards(recovered, lineage).map(({ shardId }) => shardId)).toEqual(['recovered']);
  });

  test('keep every item’s order when parents come before children, whatever is known of the lineage', () => {
    // Items move down one line of shards as their numbers grow; any of the shards may be forgotten.
    const written = fc.array(fc.record({ item: fc.nat(5), shard: fc.nat(4) }), { minLength: 1 });
    fc.assert(
      fc.property(written, fc.subarray([0, 1, 2, 3, 4]), (writes, forgotten) => {
        const sorted = [...writes].sort((a, b) => a.shard - b.shard);
        const recovered = new Map<string | undefined, StreamRecord[]>();
        sorted.forEach(({ item, shard }, index) => {
          const group = recovered.get(`s${shard}`) ?? [];
          recovered.set(`s${shard}`, [record(`i${item}`, index + 1), ...group]);
        });
        const lineage = new Map(
          [0, 1, 2, 3, 4]
            .filter((shard) => !forgotten.includes(shard))
            .map((shard) => [`s${shard}`, shard === 0 ? undefined : `s${shard - 1}`] as const),
        );
        const shards = orderShards(recovered, lineage);
        const place = new Map(shards.map((shard) => [shard.shardId, shard]));
        const isBefore = (first: string, second: string): boolean => {
          const parent = place.get(second)?.parentShardId;
          return parent !== undefined && (parent === first || isBefore(first, parent));
        };
        const all = shards.flatMap(({ shardId, records }) =>
          records.map((one, at) => ({
            shardId,
            at,
            item: itemOf(one),
            number: Number(one.eventID),
          })),
        );
        expect(all).toHaveLength(writes.length);
        for (const a of all) {
          for (const b of all) {
            if (a.item !== b.item || a.number >= b.number) continue;
            expect(a.shardId === b.shardId ? a.at < b.at : isBefore(a.shardId, b.shardId)).toBe(
              true,
            );
          }
        }
      }),
    );
  });
});
