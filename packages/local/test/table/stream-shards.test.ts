import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';
import { readShard, readShards } from './support/stream-reader.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the shards of a stream', () => {
  let clock: ManualClock;
  let cloud: TestCloud;
  let arn: string;
  const put = (id: string, n = 0) =>
    cloud.tables.send(
      new PutItemCommand({ TableName: 'Orders', Item: { id: { S: id }, n: { N: String(n) } } }),
    );
  const iteratorAt = async (
    shardId: string | undefined,
    type: ShardIteratorType,
    sequenceNumber?: string,
  ) => {
    const { ShardIterator } = await cloud.streams.send(
      new GetShardIteratorCommand({
        StreamArn: arn,
        ShardId: shardId,
        ShardIteratorType: type,
        SequenceNumber: sequenceNumber,
      }),
    );
    return ShardIterator;
  };
  const read = (iterator: string | undefined, limit?: number) =>
    cloud.streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }));

  beforeEach(async () => {
    clock = new ManualClock();
    cloud = await startCloud({ clock, shardsPerTable: 2 });
    arn = await cloud.createStreamTable('Orders');
  });
  afterEach(() => cloud.close());

  test('share the items between them by partition key', async () => {
    for (let n = 0; n < 40; n += 1) await put(`order-${n}`);
    const shards = await readShards(cloud.streams, arn);
    expect(shards).toHaveLength(2);
    for (const { ShardId: id = '' } of shards) {
      expect(id).toMatch(/^shardId-\d{20}-[0-9a-f]{8}$/);
      expect((await readShard(cloud.streams, arn, id)).length).toBeGreaterThan(5);
    }
  });

  test('close on a roll, and each is followed by one child', async () => {
    await put('a');
    await cloud.service.rollShards('Orders');
    await put('a', 1);
    const shards = await readShards(cloud.streams, arn);
    expect(shards).toHaveLength(4);
    const [first, second, ...children] = shards;
    expect(children.map(({ ParentShardId }) => ParentShardId).sort()).toEqual(
      [first?.ShardId, second?.ShardId].sort(),
    );
    for (const { SequenceNumberRange: range } of [first, second].flatMap((one) => one ?? [])) {
      expect(BigInt(range?.EndingSequenceNumber ?? 0)).toBeGreaterThan(
        BigInt(range?.StartingSequenceNumber ?? 0),
      );
    }
    expect(
      children.every((one) => one.SequenceNumberRange?.EndingSequenceNumber === undefined),
    ).toBe(true);
  });

  test('roll by themselves when they are four hours old', async () => {
    await clock.pass(4 * HOUR - 1);
    expect(await readShards(cloud.streams, arn)).toHaveLength(2);
    await clock.pass(1000);
    expect(await readShards(cloud.streams, arn)).toHaveLength(4);
  });

  test('keep an item in order along its lineage when they split under writers', async () => {
    const add = () =>
      cloud.tables.send(
        new UpdateItemCommand({
          TableName: 'Orders',
          Key: { id: { S: 'busy' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    const writing = Promise.all(Array.from({ length: 60 }, add));
    for (let split = 0; split < 5; split += 1) {
      const shards = await readShards(cloud.streams, arn);
      const open = shards.find(
        ({ SequenceNumberRange: range }) => range?.EndingSequenceNumber === undefined,
      );
      await cloud.service.splitShard('Orders', open?.ShardId);
      await cloud.service.rollShards('Orders');
    }
    await writing;
    const shards = await readShards(cloud.streams, arn);
    const seen: number[] = [];
    const visited = new Set<string>();
    for (const { ShardId: id = '', ParentShardId: parent } of shards) {
      expect(parent === undefined || visited.has(parent)).toBe(true);
      visited.add(id);
      for (const { dynamodb } of await readShard(cloud.streams, arn, id)) {
        seen.push(Number(dynamodb?.NewImage?.['n']?.N));
      }
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  test('answer with a page and where it ended', async () => {
    await cloud.service.splitShard('Orders');
    const { StreamDescription: page } = await cloud.streams.send(
      new DescribeStreamCommand({ StreamArn: arn, Limit: 3 }),
    );
    expect(page?.Shards).toHaveLength(3);
    expect(page?.LastEvaluatedShardId).toBe(page?.Shards?.[2]?.ShardId);
    expect(await readShards(cloud.streams, arn)).toHaveLength(4);
  });

  test('are found by their parent', async () => {
    await cloud.service.splitShard('Orders');
    const [parent] = await readShards(cloud.streams, arn);
    const { StreamDescription: page } = await cloud.streams.send(
      new DescribeStreamCommand({
        StreamArn: arn,
        ShardFilter: { Type: 'CHILD_SHARDS', ShardId: parent?.ShardId },
      }),
    );
    expect(page?.Shards).toHaveLength(2);
    expect(page?.Shards?.every(({ ParentShardId }) => ParentShardId === parent?.ShardId)).toBe(
      true,
    );
  });

  test('end without a next iterator once they are closed and read', async () => {
    await put('a');
    const before = await readShards(cloud.streams, arn);
    const iterators = await Promise.all(
      before.map(({ ShardId }) => iteratorAt(ShardId, 'TRIM_HORIZON')),
    );
    expect((await read(iterators[0])).NextShardIterator).toBeDefined();
    await cloud.service.rollShards('Orders');
    const pages = await Promise.all(iterators.map((iterator) => read(iterator)));
    expect(pages.flatMap(({ Records }) => Records)).toHaveLength(1);
    expect(pages.map(({ NextShardIterator }) => NextShardIterator)).toEqual([undefined, undefined]);
  });

  test('are read from each kind of iterator', async () => {
    const shard = await shardOfOrder('a');
    await put('a', 1);
    await put('a', 2);
    const latest = await iteratorAt(shard, 'LATEST');
    await put('a', 3);
    const numbers = async (iterator: string | undefined) =>
      (await read(iterator)).Records?.map(({ dynamodb }) => Number(dynamodb?.NewImage?.['n']?.N));
    const all = await read(await iteratorAt(shard, 'TRIM_HORIZON'));
    const second = all.Records?.[2]?.dynamodb?.SequenceNumber;
    expect(await numbers(await iteratorAt(shard, 'TRIM_HORIZON'))).toEqual([0, 1, 2, 3]);
    expect(await numbers(latest)).toEqual([3]);
    expect(await numbers(await iteratorAt(shard, 'AT_SEQUENCE_NUMBER', second))).toEqual([2, 3]);
    expect(await numbers(await iteratorAt(shard, 'AFTER_SEQUENCE_NUMBER', second))).toEqual([3]);
  });

  test('give no more than was asked for, and go on from there', async () => {
    const shard = await shardOfOrder('a');
    for (let n = 1; n < 5; n += 1) await put('a', n);
    let iterator = await iteratorAt(shard, 'TRIM_HORIZON');
    const pages: number[] = [];
    for (let page = 0; page < 3; page += 1) {
      const answer = await read(iterator, 2);
      pages.push(answer.Records?.length ?? 0);
      iterator = answer.NextShardIterator;
    }
    expect(pages).toEqual([2, 2, 1]);
  });

  test('give no more than 1 MB at once', async () => {
    const big = 'x'.repeat(300_000);
    const shard = await shardOfOrder('a');
    for (let n = 0; n < 6; n += 1) {
      await cloud.tables.send(
        new PutItemCommand({
          TableName: 'Orders',
          Item: { id: { S: 'a' }, n: { N: String(n) }, big: { S: big } },
        }),
      );
    }
    const first = await read(await iteratorAt(shard, 'TRIM_HORIZON'));
    const bytes = first.Records?.reduce((sum, { dynamodb }) => sum + (dynamodb?.SizeBytes ?? 0), 0);
    expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(first.Records?.length).toBeGreaterThan(0);
    expect((await readShard(cloud.streams, arn, shard ?? '')).length).toBe(7);
  });

  test('refuse an iterator after 15 minutes', async () => {
    const shard = await shardOfOrder('a');
    const iterator = await iteratorAt(shard, 'TRIM_HORIZON');
    clock.advance(15 * MINUTE);
    expect((await read(iterator)).Records).toHaveLength(1);
    clock.advance(1);
    await expect(read(iterator)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
  });

  test('lose what is older than 24 hours, and say so to one who wanted it', async () => {
    const shard = await shardOfOrder('a');
    const [old] = await readShard(cloud.streams, arn, shard ?? '');
    clock.advance(1000);
    await put('a', 1);
    clock.advance(24 * HOUR - 1000);
    const iterator = await iteratorAt(shard, 'TRIM_HORIZON');
    clock.advance(1);
    await expect(read(iterator)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
    await expect(
      iteratorAt(shard, 'AT_SEQUENCE_NUMBER', old?.dynamodb?.SequenceNumber),
    ).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
    const kept = await readShard(cloud.streams, arn, shard ?? '');
    expect(kept.map(({ dynamodb }) => dynamodb?.NewImage?.['n']?.N)).toEqual(['1']);
  });

  test('are forgotten 24 hours after they closed', async () => {
    await cloud.service.rollShards('Orders');
    const [closed] = await readShards(cloud.streams, arn);
    clock.advance(24 * HOUR + 1);
    const left = await readShards(cloud.streams, arn);
    expect(left.map(({ ShardId }) => ShardId)).not.toContain(closed?.ShardId);
    expect(left.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['an unknown stream', { StreamArn: 'x'.repeat(40) }, 'ResourceNotFoundException'],
    [
      'an unknown shard',
      { ShardId: `shardId-${'0'.repeat(20)}-00000000` },
      'ResourceNotFoundException',
    ],
    [
      'no number where one is due',
      { ShardIteratorType: 'AT_SEQUENCE_NUMBER' },
      'ValidationException',
    ],
    [
      'a number that is not the shard’s',
      { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '1'.repeat(21) },
      'ValidationException',
    ],
    ['an unknown type', { ShardIteratorType: 'NOW' as ShardIteratorType }, 'ValidationException'],
  ] as const)('refuse an iterator for %s', async (_case, change, name) => {
    const shard = await shardOfOrder('a');
    await expect(
      cloud.streams.send(
        new GetShardIteratorCommand({
          StreamArn: arn,
          ShardId: shard,
          ShardIteratorType: 'TRIM_HORIZON',
          ...change,
        }),
      ),
    ).rejects.toMatchObject({ name });
  });

  test('refuse an iterator that no one gave out', async () => {
    await expect(read('not-an-iterator')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(read(`${arn}|1|AAAA`)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  async function shardOfOrder(id: string): Promise<string | undefined> {
    await put(id);
    for (const { ShardId: shard = '' } of await readShards(cloud.streams, arn)) {
      if ((await readShard(cloud.streams, arn, shard)).length > 0) return shard;
    }
    return undefined;
  }
});
