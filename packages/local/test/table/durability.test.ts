import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { createTableService, TableStoreError } from '../../src/table/index.js';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';
import { readShards } from './support/stream-reader.js';

const TableName = 'Orders';

describe('with a data folder', () => {
  let clock: ManualClock;
  let dataDir: string;
  let cloud: TestCloud;
  const restart = async () => {
    await cloud.close();
    cloud = await startCloud({ clock, dataDir });
  };
  const put = (id: string, n: number) =>
    cloud.tables.send(
      new PutItemCommand({ TableName, Item: { id: { S: id }, n: { N: String(n) } } }),
    );

  beforeEach(async () => {
    clock = new ManualClock();
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-table-'));
    cloud = await startCloud({ clock, dataDir });
  });
  afterEach(async () => {
    await cloud.close();
    await rm(dataDir, { recursive: true });
  });

  test('tables, items, streams and shards outlive the process', async () => {
    const arn = await cloud.createStreamTable(TableName);
    await put('a', 1);
    await cloud.service.rollShards(TableName);
    await put('a', 2);
    const records = await cloud.records(arn);
    const shards = await readShards(cloud.streams, arn);
    await restart();
    expect(await cloud.records(arn)).toEqual(records);
    expect(await readShards(cloud.streams, arn)).toEqual(shards);
    const { Item } = await cloud.tables.send(
      new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }),
    );
    expect(Item?.['n']?.N).toBe('2');
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    expect(Table?.LatestStreamArn).toBe(arn);
  });

  test('sequence numbers go on growing, even when the clock went back', async () => {
    const arn = await cloud.createStreamTable(TableName);
    await put('a', 1);
    clock.advance(-3_600_000);
    await restart();
    await put('a', 2);
    const numbers = (await cloud.records(arn)).map(({ dynamodb }) =>
      BigInt(dynamodb?.SequenceNumber ?? 0),
    );
    expect(numbers).toHaveLength(2);
    expect((numbers[1] ?? 0n) > (numbers[0] ?? 0n)).toBe(true);
  });

  test('what retention took does not come back', async () => {
    const arn = await cloud.createStreamTable(TableName);
    await put('a', 1);
    clock.advance(23 * 3_600_000);
    await put('a', 2);
    clock.advance(2 * 3_600_000);
    expect(await cloud.records(arn)).toHaveLength(1);
    await restart();
    expect(await cloud.records(arn)).toHaveLength(1);
  });

  test('what retention took has left the folder, too: records, closed shards, ended streams', async () => {
    await cloud.createStreamTable(TableName);
    await cloud.createStreamTable('Ended');
    await put('a', 1);
    await cloud.tables.send(new PutItemCommand({ TableName: 'Ended', Item: { id: { S: 'a' } } }));
    await cloud.tables.send(new DeleteTableCommand({ TableName: 'Ended' }));
    await cloud.service.rollShards(TableName);
    await clock.pass(2 * 3_600_000);
    await put('a', 2);
    expect(await rowsUnder('millrace~record~')).toHaveLength(3);
    await clock.pass(23 * 3_600_000);
    expect(await rowsUnder('millrace~record~')).toEqual([
      expect.stringMatching(/^millrace~record~Orders~/),
    ]);
    expect(await rowsUnder('millrace~stream~')).toEqual([
      expect.stringMatching(/^millrace~stream~Orders~/),
    ]);
  });

  test('tokens whose time is over have left the folder', async () => {
    await cloud.createStreamTable(TableName);
    const write = (ClientRequestToken: string) =>
      cloud.tables.send(
        new TransactWriteItemsCommand({
          ClientRequestToken,
          TransactItems: [{ Put: { TableName, Item: { id: { S: ClientRequestToken } } } }],
        }),
      );
    await write('z-first');
    await clock.pass(60_000);
    await write('a-second');
    await restart();
    await clock.pass(9 * 60_000);
    expect(await rowsUnder('millrace~token~')).toEqual(['millrace~token~a-second']);
    await clock.pass(60_000);
    expect(await rowsUnder('millrace~token~')).toEqual([]);
  });

  test('settings, tags and used tokens are kept', async () => {
    await cloud.createStreamTable(TableName, 'NEW_IMAGE', {
      Tags: [{ Key: 'team', Value: 'orders' }],
    });
    await cloud.tables.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
      }),
    );
    const add = () =>
      cloud.tables.send(
        new TransactWriteItemsCommand({
          ClientRequestToken: 'once',
          TransactItems: [
            {
              Update: {
                TableName,
                Key: { id: { S: 'a' } },
                UpdateExpression: 'ADD n :one',
                ExpressionAttributeValues: { ':one': { N: '1' } },
              },
            },
          ],
        }),
      );
    await add();
    await restart();
    await add();
    const { Item } = await cloud.tables.send(
      new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }),
    );
    expect(Item?.['n']?.N).toBe('1');
    const { TimeToLiveDescription: ttl } = await cloud.tables.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    expect(ttl).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    const { Tags } = await cloud.tables.send(
      new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }),
    );
    expect(Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
  });

  test('a table that was being made or unmade is one thing or the other after a restart', async () => {
    await cloud.close();
    cloud = await startCloud({ clock, dataDir, tableStatusMs: 1000 });
    await cloud.createStreamTable('Coming');
    await restart();
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName: 'Coming' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    await cloud.close();
    cloud = await startCloud({ clock, dataDir, tableStatusMs: 1000 });
    await cloud.tables.send(new DeleteTableCommand({ TableName: 'Coming' }));
    await restart();
    await expect(
      cloud.tables.send(new DescribeTableCommand({ TableName: 'Coming' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each([
    ['DELETING', 0],
    ['UPDATING', 30],
  ])('a table that was %s by half is brought to its end', async (TableStatus, left) => {
    await cloud.createStreamTable(TableName, 'KEYS_ONLY', {
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: ['by-n', 'also-by-n'].map((IndexName) => ({
        IndexName,
        KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      })),
      Tags: [{ Key: 'team', Value: 'orders' }],
    });
    await Promise.all(Array.from({ length: 30 }, (_, at) => put(`order-${at}`, at)));
    await cloud.close();
    await leaveBetween(TableStatus);
    cloud = await startCloud({ clock, dataDir });
    if (left === 0) await cloud.createStreamTable(TableName);
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    const { Tags } = await cloud.tables.send(
      new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }),
    );
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Tags).toHaveLength(left === 0 ? 0 : 1);
    expect((await cloud.tables.send(new ScanCommand({ TableName }))).Count).toBe(left);
    expect(await rowsUnder(`index-global~${TableName}~by-n~`)).toHaveLength(left);
    expect(await rowsUnder(`index-global~${TableName}~also-by-n~`)).toEqual([]);
  });

  /** As a kill in the middle of DeleteTable leaves it, or of one index's making and another's end. */
  async function leaveBetween(TableStatus: string): Promise<void> {
    const rows = new ClassicLevel(dataDir);
    const table = JSON.parse((await rows.get(`table~${TableName}`)) ?? '');
    const [first, second] = table.GlobalSecondaryIndexes;
    const indexes = [
      { ...first, IndexStatus: 'CREATING' },
      { ...second, IndexStatus: 'DELETING' },
    ];
    if (TableStatus === 'UPDATING') await rows.clear(rangeUnder(`index-global~${TableName}~by-n~`));
    const GlobalSecondaryIndexes = TableStatus === 'UPDATING' ? indexes : undefined;
    await rows.put(
      `table~${TableName}`,
      JSON.stringify({ ...table, TableStatus, GlobalSecondaryIndexes }),
    );
    await rows.close();
  }

  /** The keys of the folder that begin so, read while no one has it open. */
  async function rowsUnder(prefix: string): Promise<readonly string[]> {
    await cloud.close();
    const rows = new ClassicLevel(dataDir);
    const found = await rows.keys(rangeUnder(prefix)).all();
    await rows.close();
    cloud = await startCloud({ clock, dataDir });
    return found;
  }

  function rangeUnder(prefix: string) {
    return { gte: prefix, lt: `${prefix}\u{ffff}` };
  }

  test('that another process holds, it says so', async () => {
    const second = createTableService({ region: 'eu-central-1', dataDir });
    await expect(second).rejects.toBeInstanceOf(TableStoreError);
    await expect(second).rejects.toMatchObject({ code: 'TABLE_STORE_LOCKED' });
  });
});
