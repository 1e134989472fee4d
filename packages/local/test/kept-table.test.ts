import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CloudEvent, startCloud } from '../src/index.js';
import { createTable } from '../src/stack/create-table.js';
import { SettingsReader } from '../src/stack/settings-reader.js';
import { eventually } from './support/eventually.js';
import { clientSettings } from './support/serve.js';
import { ref, writeStack } from './support/stack.js';
import { startCloud as startTables, type TestCloud } from './table/support/cloud.js';
import { ManualClock } from './table/support/manual-clock.js';

const HOUR = 3_600_000;
const TableName = 'orders';
const plain = {
  name: TableName,
  hash_key: 'id',
  attribute: [{ name: 'id', type: 'S' }],
  billing_mode: 'PAY_PER_REQUEST',
};
const byCustomer = { name: 'by-customer', hash_key: 'customer', projection_type: 'ALL' };
const customer = { name: 'customer', type: 'S' };
const day = { name: 'day', type: 'S' };
const indexed = {
  ...plain,
  attribute: [...plain.attribute, customer],
  global_secondary_index: [byCustomer],
};

/** What a table is by its keys and its indexes, whatever its name. */
function shapeOf(table: TableDescription | undefined) {
  const { AttributeDefinitions: definitions = [], GlobalSecondaryIndexes: indexes = [] } =
    table ?? {};
  return {
    types: new Map(definitions.map((one) => [one.AttributeName, one.AttributeType])),
    indexes: indexes.map(({ IndexName, KeySchema, Projection, IndexStatus }) => ({
      IndexName,
      KeySchema,
      Projection,
      IndexStatus,
    })),
  };
}

describe('a table that a data folder kept', () => {
  let dataDir: string;
  let clock: ManualClock;
  let tables: TestCloud;
  const bringUp = (settings: object) =>
    createTable(
      { dynamodb: tables.tables, tablesFolder: dataDir },
      new SettingsReader('aws_dynamodb_table.orders', { ...settings }),
    );
  const described = async (name = TableName) => {
    const { Table } = await tables.tables.send(new DescribeTableCommand({ TableName: name }));
    return Table;
  };
  const timeToLive = async () => {
    const answer = await tables.tables.send(new DescribeTimeToLiveCommand({ TableName }));
    return answer.TimeToLiveDescription;
  };
  const put = (id: string) =>
    tables.tables.send(
      new PutItemCommand({ TableName, Item: { id: { S: id }, customer: { S: 'ann' } } }),
    );
  const idsByCustomer = async () => {
    const { Items = [] } = await tables.tables.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-customer',
        KeyConditionExpression: 'customer = :customer',
        ExpressionAttributeValues: { ':customer': { S: 'ann' } },
      }),
    );
    return Items.map(({ id }) => id?.S).sort();
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-kept-'));
    clock = new ManualClock();
    tables = await startTables({ clock, dataDir });
  });
  afterEach(async () => {
    await tables.close();
    await rm(dataDir, { recursive: true });
  });

  test('is left alone when the stack says what it said before', async () => {
    const stream = { stream_enabled: true, stream_view_type: 'NEW_IMAGE' };
    const settings = { ...indexed, ...stream, ttl: { attribute_name: 'expires', enabled: true } };
    const first = await bringUp(settings);
    await put('a');
    const before = await described();
    expect(await bringUp(settings)).toBe(first);
    expect(await described()).toEqual(before);
  });

  test('gets an index that the stack has now, with the items that are there', async () => {
    await bringUp(plain);
    await put('a');
    await bringUp(indexed);
    await put('b');
    expect(await idsByCustomer()).toEqual(['a', 'b']);
  });

  test('loses an index that the stack has no more, and gets two others', async () => {
    await bringUp(indexed);
    await put('a');
    await bringUp({
      ...indexed,
      attribute: [...indexed.attribute, day],
      global_secondary_index: ['by-day', 'also-by-day'].map((name) => ({ name, hash_key: 'day' })),
    });
    const names = (await described())?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);
    expect(names?.sort()).toEqual(['also-by-day', 'by-day']);
    await bringUp(plain);
    expect((await described())?.GlobalSecondaryIndexes).toBeUndefined();
  });

  test.each([
    ['keys', { range_key: 'day' }, [customer, day]],
    ['projection', { projection_type: 'INCLUDE', non_key_attributes: ['id', 'day'] }, [customer]],
    ['key type', {}, [{ name: 'customer', type: 'N' }]],
  ])('gets an index anew whose %s differs', async (_what, change, attributes) => {
    await bringUp(indexed);
    const settings = {
      ...plain,
      attribute: [...plain.attribute, ...attributes],
      global_secondary_index: [{ ...byCustomer, ...change }],
    };
    await bringUp(settings);
    const changed = await described();
    await bringUp({ ...settings, name: 'fresh' });
    expect(shapeOf(changed)).toEqual(shapeOf(await described('fresh')));
    // What is compared next is what was just made.
    await bringUp(settings);
    expect(await described()).toEqual(changed);
  });

  test('gets its stream turned on, changed and off', async () => {
    const streamed = { ...plain, stream_enabled: true, stream_view_type: 'KEYS_ONLY' };
    expect(await bringUp(plain)).toBeUndefined();
    const first = await bringUp(streamed);
    expect(first).toBe((await described())?.LatestStreamArn);
    const second = await bringUp({ ...streamed, stream_view_type: 'NEW_IMAGE' });
    expect(second).not.toBe(first);
    expect((await described())?.StreamSpecification?.StreamViewType).toBe('NEW_IMAGE');
    expect(await bringUp(plain)).toBeUndefined();
    expect((await described())?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
  });

  test('is waited for while it is made and while it changes', async () => {
    await tables.close();
    tables = await startTables({ clock, dataDir, tableStatusMs: 50 });
    const ttl = { attribute_name: 'expires', enabled: true };
    await bringUp({ ...indexed, ttl });
    expect(await timeToLive()).toMatchObject({ AttributeName: 'expires' });
    await bringUp({ ...plain, ttl, billing_mode: 'PROVISIONED' });
    expect((await described())?.GlobalSecondaryIndexes).toBeUndefined();
  });

  test('gets its time-to-live turned on and off', async () => {
    await bringUp(plain);
    await bringUp({ ...plain, ttl: { attribute_name: 'expires', enabled: true } });
    expect(await timeToLive()).toMatchObject({ AttributeName: 'expires' });
    clock.advance(HOUR);
    await bringUp(plain);
    expect(await timeToLive()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  test('gets another billing mode and other throughput, with its indexes', async () => {
    const provisioned = (units: number) => ({
      ...indexed,
      billing_mode: 'PROVISIONED',
      read_capacity: units,
      write_capacity: units,
      global_secondary_index: [{ ...byCustomer, read_capacity: units, write_capacity: units }],
    });
    const units = async () => {
      const table = await described();
      return [table, table?.GlobalSecondaryIndexes?.[0]].map(
        (one) => one?.ProvisionedThroughput?.ReadCapacityUnits,
      );
    };
    await bringUp(indexed);
    await bringUp(provisioned(3));
    expect(await units()).toEqual([3, 3]);
    await bringUp(provisioned(4));
    expect(await units()).toEqual([4, 4]);
    await bringUp(indexed);
    expect((await described())?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
  });

  const ranged = { ...plain, range_key: 'day', attribute: [...plain.attribute, day] };
  test.each([
    [
      'another sort key',
      ranged,
      'the key HASH id S and the stack wants HASH id S, RANGE day S, which no table changes in place',
    ],
    [
      'a key of another type',
      { ...plain, attribute: [{ name: 'id', type: 'N' }] },
      'the key HASH id S and the stack wants HASH id N, which no table changes in place',
    ],
    [
      'another time-to-live attribute',
      { ...plain, ttl: { attribute_name: 'ends', enabled: true } },
      'time-to-live by expires and the stack wants it by ends, which takes turning it off first',
    ],
    [
      'its time-to-live off within the hour',
      plain,
      'time-to-live by expires and the stack wants it off, and it was changed less than an hour ago',
    ],
  ])('that cannot have %s says so, and the mend', async (_what, settings, says) => {
    await bringUp({ ...plain, ttl: { attribute_name: 'expires', enabled: true } });
    await expect(bringUp(settings)).rejects.toMatchObject({
      code: 'STACK_TABLE_DIFFERS',
      message: `aws_dynamodb_table.orders: the kept table orders has ${says}. Go back to what is kept, or remove the folder ${dataDir} with all its tables, then start again.`,
    });
  });

  test('that cannot have another local index says so', async () => {
    await bringUp(ranged);
    const local = {
      ...ranged,
      attribute: [...ranged.attribute, customer],
      local_secondary_index: [{ name: 'local', range_key: 'customer', projection_type: 'ALL' }],
    };
    await expect(bringUp(local)).rejects.toMatchObject({
      code: 'STACK_TABLE_DIFFERS',
      message: expect.stringContaining(
        'the local secondary indexes none and the stack wants local',
      ),
    });
  });
});

test('a cloud names the folder of its tables when the stack has other keys since', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const stackFile = join(dataDir, 'cdk.tf.json');
  const write = (hash_key: string) => {
    const orders = { ...plain, hash_key, attribute: [{ name: hash_key, type: 'S' }] };
    return writeFile(
      stackFile,
      JSON.stringify({ resource: { aws_dynamodb_table: { orders } }, output: {} }),
    );
  };
  await write('id');
  await (await startCloud({ stackFile, dataDir })).stop();
  await write('orderId');
  await expect(startCloud({ stackFile, dataDir })).rejects.toMatchObject({
    message: expect.stringContaining(`remove the folder ${join(dataDir, 'tables')}`),
  });
  await rm(dataDir, { recursive: true });
});

test('two tables of one name are refused where nothing is kept', async () => {
  const stackFile = await writeStack({
    resources: { aws_dynamodb_table: { orders: plain, again: plain } },
  });
  await expect(startCloud({ stackFile })).rejects.toMatchObject({
    code: 'STACK_REFUSED',
    message: expect.stringContaining('aws_dynamodb_table.again'),
  });
});

test('the function hears of changes by the new stream, once the stack wants another', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const events: CloudEvent[] = [];
  const seen = () =>
    events.flatMap((event) =>
      event.type === 'function-log' ? [event.line.split('\t').at(-1) ?? ''] : [],
    );
  const changed = async (stream_view_type: string, id: string) => {
    const orders = { ...plain, stream_enabled: true, stream_view_type };
    const stackFile = await writeStack({
      source:
        'exports.handler = async ({ Records }) => { for (const { dynamodb } of Records) console.log(Object.keys(dynamodb).filter((key) => /Image|Keys/.test(key)).join()); };',
      mapping: { event_source_arn: ref('aws_dynamodb_table.orders.stream_arn') },
      resources: { aws_dynamodb_table: { orders } },
    });
    const cloud = await startCloud({ stackFile, dataDir, onEvent: (event) => events.push(event) });
    try {
      const before = seen().length;
      await new DynamoDBClient(clientSettings(cloud.endpoint)).send(
        new PutItemCommand({ TableName, Item: { id: { S: id } } }),
      );
      return await eventually(() => seen()[before], `the change of ${id}`);
    } finally {
      await cloud.stop();
    }
  };
  expect(await changed('KEYS_ONLY', 'a')).toBe('Keys');
  expect(await changed('NEW_IMAGE', 'b')).toBe('Keys,NewImage');
});
