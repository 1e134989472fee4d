import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud, tableIsActive } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';
import { readShard, readShards } from './support/stream-reader.js';

const HOUR = 3_600_000;
const TableName = 'Orders';

describe('at the edges of the Streams API', () => {
  let clock: ManualClock;
  let cloud: TestCloud;
  let arn: string;
  const put = (id: string, table = TableName) =>
    cloud.tables.send(new PutItemCommand({ TableName: table, Item: { id: { S: id } } }));
  const iteratorAt = async (
    ShardId: string,
    ShardIteratorType: ShardIteratorType,
    SequenceNumber?: string,
  ) => {
    const { ShardIterator } = await cloud.streams.send(
      new GetShardIteratorCommand({ StreamArn: arn, ShardId, ShardIteratorType, SequenceNumber }),
    );
    return ShardIterator ?? '';
  };
  const read = (ShardIterator: string, Limit?: number) =>
    cloud.streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
  const firstShard = async () => (await readShards(cloud.streams, arn))[0]?.ShardId ?? '';
  const deleteTable = async () => {
    await cloud.tables.send(new DeleteTableCommand({ TableName }));
    const isThere = () =>
      cloud.tables.send(new DescribeTableCommand({ TableName })).then(
        () => true,
        () => false,
      );
    while (await isThere());
  };

  beforeEach(async () => {
    clock = new ManualClock();
    cloud = await startCloud({ clock, shardsPerTable: 1 });
    arn = await cloud.createStreamTable(TableName);
  });
  afterEach(() => cloud.close());

  test.each(['LATEST', 'AFTER_SEQUENCE_NUMBER'] as const)(
    'an iterator %s at the end of a closed shard gives nothing, and none after it',
    async (type) => {
      await put('a');
      const shard = await firstShard();
      const [last] = await readShard(cloud.streams, arn, shard);
      await cloud.service.rollShards(TableName);
      const number = type === 'LATEST' ? undefined : last?.dynamodb?.SequenceNumber;
      const page = await read(await iteratorAt(shard, type, number));
      expect(page.Records).toEqual([]);
      expect(page.NextShardIterator).toBeUndefined();
    },
  );

  test('the number at which a shard ended is the last one to read after', async () => {
    const shard = await firstShard();
    await cloud.service.rollShards(TableName);
    const [closed] = await readShards(cloud.streams, arn);
    const end = closed?.SequenceNumberRange?.EndingSequenceNumber ?? '';
    expect((await read(await iteratorAt(shard, 'AFTER_SEQUENCE_NUMBER', end))).Records).toEqual([]);
    const beyond = String(BigInt(end) + 1n);
    await expect(iteratorAt(shard, 'AFTER_SEQUENCE_NUMBER', beyond)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('the last record of a closed shard comes without a next iterator, if it fills its page', async () => {
    await put('a');
    await put('b');
    const shard = await firstShard();
    await cloud.service.rollShards(TableName);
    const first = await read(await iteratorAt(shard, 'TRIM_HORIZON'), 1);
    expect(first.Records).toHaveLength(1);
    const second = await read(first.NextShardIterator ?? '', 1);
    expect(second.Records).toHaveLength(1);
    expect(second.NextShardIterator).toBeUndefined();
  });

  test.each([
    ['cut short', (iterator: string) => iterator.slice(0, -6)],
    ['of another stream', (iterator: string) => iterator.replace('/Orders/', '/Others/')],
    ['with another position', (iterator: string) => `${iterator.slice(0, -8)}AAAAAAAA`],
    ['with a part more', (iterator: string) => `${iterator}|1|AAAA`],
  ])('an iterator %s is refused', async (_how, forge) => {
    const iterator = forge(await iteratorAt(await firstShard(), 'TRIM_HORIZON'));
    await expect(read(iterator)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Invalid ShardIterator',
    });
  });

  test('an iterator of one table reads that table only', async () => {
    await cloud.createStreamTable('Others');
    await put('theirs', 'Others');
    const iterator = await iteratorAt(await firstShard(), 'TRIM_HORIZON');
    await put('ours');
    const ids = (await read(iterator)).Records?.map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S);
    expect(ids).toEqual(['ours']);
  });

  test.each([0, -1, 1001])('a page of %p records is refused', async (limit) => {
    const iterator = await iteratorAt(await firstShard(), 'TRIM_HORIZON');
    await expect(read(iterator, limit)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("'limit' failed to satisfy constraint"),
    });
  });

  test('a page holds a thousand records unless less is asked for', async () => {
    for (let batch = 0; batch < 41; batch += 1) {
      await cloud.tables.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: 25 }, (_, at) => ({
              PutRequest: { Item: { id: { S: `${batch}.${at}` } } },
            })),
          },
        }),
      );
    }
    const first = await read(await iteratorAt(await firstShard(), 'TRIM_HORIZON'));
    expect(first.Records).toHaveLength(1000);
    expect((await read(first.NextShardIterator ?? '')).Records).toHaveLength(25);
  });

  test.each([0, 101])('a page of %p shards or streams is refused', async (Limit) => {
    const refused = { name: 'ValidationException' };
    await expect(
      cloud.streams.send(new DescribeStreamCommand({ StreamArn: arn, Limit })),
    ).rejects.toMatchObject(refused);
    await expect(cloud.streams.send(new ListStreamsCommand({ Limit }))).rejects.toMatchObject(
      refused,
    );
  });

  test('the pages of a stream’s shards go on behind one that is gone meanwhile', async () => {
    await cloud.service.splitShard(TableName);
    const [parent] = await readShards(cloud.streams, arn);
    clock.advance(24 * HOUR + 1);
    const { StreamDescription: page } = await cloud.streams.send(
      new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: parent?.ShardId }),
    );
    const left = await readShards(cloud.streams, arn);
    expect(left.map(({ ShardId }) => ShardId)).not.toContain(parent?.ShardId);
    expect(page?.Shards).toEqual(left);
  });

  test('an iterator of a shard that is gone reads nothing, and says why', async () => {
    const iterator = await iteratorAt(await firstShard(), 'TRIM_HORIZON');
    await cloud.service.rollShards(TableName);
    const shard = await firstShard();
    clock.advance(24 * HOUR + 1);
    await expect(read(iterator)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
    await expect(iteratorAt(shard, 'TRIM_HORIZON')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('streams are listed page by page, of all tables or of one', async () => {
    for (const name of ['Others', 'Thirds']) await cloud.createStreamTable(name);
    const names: (string | undefined)[] = [];
    let after: string | undefined;
    do {
      const page = await cloud.streams.send(
        new ListStreamsCommand({ Limit: 1, ExclusiveStartStreamArn: after }),
      );
      expect(page.Streams).toHaveLength(1);
      names.push(page.Streams?.[0]?.TableName);
      after = page.LastEvaluatedStreamArn;
    } while (after !== undefined);
    expect(names).toEqual(['Orders', 'Others', 'Thirds']);
    const { Streams } = await cloud.streams.send(new ListStreamsCommand({ TableName: 'Others' }));
    expect(Streams?.map((stream) => stream.TableName)).toEqual(['Others']);
  });

  test('a deleted table’s stream is read on, and is not that of a later table of its name', async () => {
    await put('a');
    await deleteTable();
    await cloud.tables.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await tableIsActive(cloud, TableName);
    await put('b');
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    expect(Table?.LatestStreamArn).toBeUndefined();
    expect(await cloud.records(arn)).toHaveLength(1);
    clock.advance(24 * HOUR + 1);
    await expect(cloud.records(arn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
