import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';

describe('a table with a stream', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());

  test('describes its stream', async () => {
    const arn = await cloud.createStreamTable('Described');
    const { Table: table } = await cloud.tables.send(
      new DescribeTableCommand({ TableName: 'Described' }),
    );
    expect(table?.LatestStreamArn).toBe(arn);
    expect(arn).toMatch(
      /^arn:aws:dynamodb:eu-central-1:000000000000:table\/Described\/stream\/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/,
    );
    expect(arn.endsWith(`/stream/${table?.LatestStreamLabel}`)).toBe(true);
    expect(table?.StreamSpecification).toEqual({
      StreamEnabled: true,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    });
    const { Streams: streams } = await cloud.streams.send(
      new ListStreamsCommand({ TableName: 'Described' }),
    );
    expect(streams).toEqual([
      { StreamArn: arn, TableName: 'Described', StreamLabel: table?.LatestStreamLabel },
    ]);
  });

  test('records each change of an item with both images, in order', async () => {
    const arn = await cloud.createStreamTable('Changes');
    const TableName = 'Changes';
    await cloud.tables.send(
      new PutItemCommand({ TableName, Item: { id: { S: 'a' }, n: { N: '1' } } }),
    );
    await cloud.tables.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: 'a' } },
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    await cloud.tables.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } }));

    const records = await cloud.records(arn);
    expect(
      records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage, dynamodb?.NewImage]),
    ).toEqual([
      ['INSERT', undefined, { id: { S: 'a' }, n: { N: '1' } }],
      ['MODIFY', { id: { S: 'a' }, n: { N: '1' } }, { id: { S: 'a' }, n: { N: '2' } }],
      ['REMOVE', { id: { S: 'a' }, n: { N: '2' } }, undefined],
    ]);
    const numbers = records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? ''));
    expect([...numbers].sort((a, b) => (a < b ? -1 : 1))).toEqual(numbers);
  });

  test('writes records as AWS does, field by field', async () => {
    const arn = await cloud.createStreamTable('Fields');
    const before = Math.floor(Date.now() / 1000);
    await cloud.tables.send(
      new PutItemCommand({ TableName: 'Fields', Item: { id: { S: 'a' }, n: { N: '10' } } }),
    );
    const [record] = await cloud.records(arn);
    const created = record?.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
    expect(created % 1000).toBe(0);
    expect(created / 1000).toBeGreaterThanOrEqual(before);
    expect(created).toBeLessThanOrEqual(Date.now());
    expect(record).toEqual({
      awsRegion: 'eu-central-1',
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      dynamodb: {
        ApproximateCreationDateTime: new Date(created),
        Keys: { id: { S: 'a' } },
        NewImage: { id: { S: 'a' }, n: { N: '10' } },
        SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
        // Keys: id + a = 3. NewImage: 3 + n (1) + 10 (1 significant digit: 2 bytes) = 6.
        SizeBytes: 9,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  test('writes no record for what changes nothing', async () => {
    const arn = await cloud.createStreamTable('Quiet');
    const TableName = 'Quiet';
    const Item = { id: { S: 'a' }, tags: { SS: ['x', 'y'] } };
    await cloud.tables.send(new PutItemCommand({ TableName, Item }));
    await cloud.tables.send(
      new PutItemCommand({ TableName, Item: { tags: { SS: ['y', 'x'] }, id: { S: 'a' } } }),
    );
    await cloud.tables.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'missing' } } }));
    await expect(
      cloud.tables.send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: 'a' } },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await cloud.records(arn)).map(({ eventName }) => eventName)).toEqual(['INSERT']);
  });

  test.each([
    ['KEYS_ONLY', false, false],
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['NEW_AND_OLD_IMAGES', true, true],
  ] as const)('of type %s holds what the type says', async (viewType, withNew, withOld) => {
    const TableName = `View-${viewType}`;
    const arn = await cloud.createStreamTable(TableName, viewType);
    for (const n of ['1', '2']) {
      await cloud.tables.send(
        new PutItemCommand({ TableName, Item: { id: { S: 'a' }, n: { N: n } } }),
      );
    }
    const record = (await cloud.records(arn)).at(-1);
    expect(record?.dynamodb?.NewImage !== undefined).toBe(withNew);
    expect(record?.dynamodb?.OldImage !== undefined).toBe(withOld);
    expect(record?.dynamodb?.Keys).toEqual({ id: { S: 'a' } });
    expect(record?.dynamodb?.StreamViewType).toBe(viewType);
  });

  test('captures every write of a batch, and its indexes with them', async () => {
    const arn = await cloud.createStreamTable('Batch', 'NEW_IMAGE', {
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'group', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-group',
          KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    const ids = Array.from({ length: 25 }, (_, index) => `item-${index}`);
    await cloud.tables.send(
      new BatchWriteItemCommand({
        RequestItems: {
          Batch: ids.map((id) => ({
            PutRequest: {
              Item: { id: { S: id }, group: { S: Number(id.slice(5)) % 2 ? 'odd' : 'even' } },
            },
          })),
        },
      }),
    );
    await cloud.tables.send(
      new BatchWriteItemCommand({
        RequestItems: {
          Batch: [
            { DeleteRequest: { Key: { id: { S: 'item-0' } } } },
            { PutRequest: { Item: { id: { S: 'item-2' }, group: { S: 'odd' } } } },
          ],
        },
      }),
    );
    const records = await cloud.records(arn);
    expect(records.filter(({ eventName }) => eventName === 'INSERT')).toHaveLength(25);
    expect(records).toHaveLength(27);
    const { Items: even } = await cloud.tables.send(
      new QueryCommand({
        TableName: 'Batch',
        IndexName: 'by-group',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'even' } },
      }),
    );
    expect(even?.map((item) => item['id']?.S).sort()).toEqual(
      ids
        .filter((id) => Number(id.slice(5)) % 2 === 0 && !['item-0', 'item-2'].includes(id))
        .sort(),
    );
  });

  test('keeps the order of one item under concurrent writers', async () => {
    const arn = await cloud.createStreamTable('Race');
    const add = () =>
      cloud.tables.send(
        new UpdateItemCommand({
          TableName: 'Race',
          Key: { id: { S: 'counter' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    await Promise.all(Array.from({ length: 100 }, add));
    const records = await cloud.records(arn);
    expect(records.map(({ dynamodb }) => Number(dynamodb?.NewImage?.['n']?.N))).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });
});
