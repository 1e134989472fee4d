import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud, tableIsActive } from './support/cloud.js';

const TableName = 'Orders';
const BY_CITY: Omit<UpdateTableCommandInput, 'TableName'> = {
  AttributeDefinitions: [{ AttributeName: 'city', AttributeType: 'S' }],
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        IndexName: 'by-city',
        KeySchema: [{ AttributeName: 'city', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    },
  ],
};
const NO_BY_CITY = { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-city' } }] };

describe('UpdateTable', () => {
  let cloud: TestCloud;
  const update = (change: Omit<UpdateTableCommandInput, 'TableName'>) =>
    cloud.tables.send(new UpdateTableCommand({ TableName, ...change }));
  const table = async () =>
    (await cloud.tables.send(new DescribeTableCommand({ TableName }))).Table;
  const put = (id: string, city: string) =>
    cloud.tables.send(
      new PutItemCommand({ TableName, Item: { id: { S: id }, city: { S: city } } }),
    );
  const inCity = async (city: string) => {
    const { Items } = await cloud.tables.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-city',
        KeyConditionExpression: 'city = :city',
        ExpressionAttributeValues: { ':city': { S: city } },
      }),
    );
    return Items?.map((item) => item['id']?.S).sort();
  };

  beforeEach(async () => {
    cloud = await startCloud();
    await cloud.createStreamTable(TableName);
  });
  afterEach(() => cloud.close());

  test('does nothing of a request when a part of it cannot be', async () => {
    await update({ StreamSpecification: { StreamEnabled: false } });
    const before = await table();
    await expect(
      update({
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        DeletionProtectionEnabled: true,
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(update({ ...NO_BY_CITY, DeletionProtectionEnabled: true })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      update({ StreamSpecification: { StreamEnabled: false }, BillingMode: 'PAY_PER_REQUEST' }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await table()).toEqual(before);
  });

  test('makes an index of the items that are there and of those that come', async () => {
    await put('a', 'Bern');
    await put('b', 'Graz');
    const { TableDescription: changing } = await update(BY_CITY);
    expect(changing?.GlobalSecondaryIndexes?.[0]?.IndexStatus).toBe('CREATING');
    await put('c', 'Bern');
    await put('b', 'Bern');
    expect(await inCity('Bern')).toEqual(['a', 'b', 'c']);
    expect(await inCity('Graz')).toEqual([]);
    expect(await table()).toMatchObject({
      TableStatus: 'ACTIVE',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'city', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-city',
          IndexStatus: 'ACTIVE',
          IndexArn: expect.stringMatching(/table\/Orders\/index\/by-city$/),
        },
      ],
    });
  });

  test('misses no item that is written while the index is being made', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'millrace-index-'));
    await cloud.close();
    cloud = await startCloud({ dataDir });
    await cloud.createStreamTable(TableName);
    for (let batch = 0; batch < 12; batch += 1) {
      await cloud.tables.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: 25 }, (_, at) => ({
              PutRequest: { Item: { id: { S: `${batch}.${at}` }, city: { S: 'Bern' } } },
            })),
          },
        }),
      );
    }
    const moving = Array.from({ length: 24 }, (_, at) => `${at % 12}.${at}`);
    for (const city of ['Graz', 'Linz', 'Wels']) {
      cloud.startTogether(moving.length + 1);
      await Promise.all([update(BY_CITY), ...moving.map((id) => put(id, city))]);
      expect(await inCity(city)).toEqual([...moving].sort());
      expect(await inCity('Bern')).toHaveLength(12 * 25 - moving.length);
      const { Count } = await cloud.tables.send(
        new ScanCommand({ TableName, IndexName: 'by-city', Select: 'COUNT' }),
      );
      expect(Count).toBe(12 * 25);
      await update(NO_BY_CITY);
    }
    await cloud.close();
    await rm(dataDir, { recursive: true });
    cloud = await startCloud();
  });

  test('leaves items out of a new index that have its key in another type, and can still delete them', async () => {
    await cloud.tables.send(
      new PutItemCommand({ TableName, Item: { id: { S: 'a' }, city: { N: '7' } } }),
    );
    await update(BY_CITY);
    const { Count } = await cloud.tables.send(new ScanCommand({ TableName, IndexName: 'by-city' }));
    expect(Count).toBe(0);
    await put('a', 'Bern');
    expect(await inCity('Bern')).toEqual(['a']);
  });

  test('unmakes an index, and a new one of its name begins empty', async () => {
    await put('a', 'Bern');
    await update(BY_CITY);
    await update(NO_BY_CITY);
    expect((await table())?.GlobalSecondaryIndexes).toBeUndefined();
    expect((await table())?.AttributeDefinitions).toHaveLength(1);
    await expect(inCity('Bern')).rejects.toMatchObject({
      message: 'The table does not have the specified index: by-city',
    });
    await put('a', 'Graz');
    await update(BY_CITY);
    expect(await inCity('Bern')).toEqual([]);
    expect(await inCity('Graz')).toEqual(['a']);
  });

  test.each([
    ['an index that is there', BY_CITY, 'ValidationException', 'already exists'],
    [
      'an index without a definition of its key',
      {
        AttributeDefinitions: [],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'by-land',
              KeySchema: [{ AttributeName: 'land', KeyType: 'HASH' as const }],
              Projection: { ProjectionType: 'ALL' as const },
            },
          },
        ],
      },
      'ValidationException',
      'land',
    ],
    [
      'a definition that contradicts the table’s key',
      {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' as const }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'by-id',
              KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
              Projection: { ProjectionType: 'ALL' as const },
            },
          },
        ],
      },
      'ValidationException',
      'attribute id is defined as S and as N',
    ],
    [
      'two indexes at once',
      {
        GlobalSecondaryIndexUpdates: [
          { Delete: { IndexName: 'by-city' } },
          { Delete: { IndexName: 'other' } },
        ],
      },
      'LimitExceededException',
      'Only 1 online index',
    ],
    [
      'the end of an index that is not there',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'other' } }] },
      'ResourceNotFoundException',
      'not found',
    ],
  ])('refuses %s', async (_case, change, name, message) => {
    await update(BY_CITY);
    await expect(update(change)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  test('tells what it was asked for of class, encryption and throughput', async () => {
    await update({
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/orders' },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 },
    });
    expect(await table()).toMatchObject({
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        KMSMasterKeyArn: 'arn:aws:kms:eu-central-1:000000000000:alias/orders',
      },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
      WarmThroughput: {
        ReadUnitsPerSecond: 12_000,
        WriteUnitsPerSecond: 4000,
        Status: 'ACTIVE',
      },
    });
    await update({ SSESpecification: { Enabled: false } });
    expect((await table())?.SSEDescription).toBeUndefined();
  });

  test('and DeleteTable wait for a change that is under way', async () => {
    await cloud.close();
    cloud = await startCloud({ tableStatusMs: 200 });
    await cloud.tables.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      }),
    );
    await tableIsActive(cloud, TableName);
    await update({ ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 } });
    const inUse = { name: 'ResourceInUseException' };
    await expect(update({ DeletionProtectionEnabled: true })).rejects.toMatchObject(inUse);
    await expect(cloud.tables.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject(
      inUse,
    );
    await tableIsActive(cloud, TableName);
    await cloud.tables.send(new DeleteTableCommand({ TableName }));
  });
});
