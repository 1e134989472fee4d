import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';

const TableName = 'Accounts';
const key = (id: string) => ({ id: { S: id } });

describe('a transaction', () => {
  let clock: ManualClock;
  let cloud: TestCloud;
  let arn: string;
  const put = (id: string, amount: number) =>
    cloud.tables.send(
      new PutItemCommand({ TableName, Item: { ...key(id), amount: { N: String(amount) } } }),
    );
  const add = (id: string, amount: number): TransactWriteItem => ({
    Update: {
      TableName,
      Key: key(id),
      UpdateExpression: 'ADD amount :a',
      ExpressionAttributeValues: { ':a': { N: String(amount) } },
    },
  });
  const amountOf = async (id: string) =>
    (await cloud.tables.send(new GetItemCommand({ TableName, Key: key(id) }))).Item?.['amount']?.N;
  const write = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
    cloud.tables.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

  beforeEach(async () => {
    clock = new ManualClock();
    cloud = await startCloud({ clock });
    arn = await cloud.createStreamTable(TableName);
  });
  afterEach(() => cloud.close());

  test('does all of its actions', async () => {
    await put('a', 10);
    await put('c', 1);
    await write([
      add('a', -3),
      { Put: { TableName, Item: { ...key('b'), amount: { N: '3' } } } },
      { Delete: { TableName, Key: key('c') } },
      {
        ConditionCheck: {
          TableName,
          Key: key('d'),
          ConditionExpression: 'attribute_not_exists(id)',
        },
      },
    ]);
    expect([
      await amountOf('a'),
      await amountOf('b'),
      await amountOf('c'),
      await amountOf('d'),
    ]).toEqual(['7', '3', undefined, undefined]);
    expect((await cloud.records(arn)).map(({ eventName }) => eventName).sort()).toEqual([
      'INSERT',
      'INSERT',
      'INSERT',
      'MODIFY',
      'REMOVE',
    ]);
  });

  test('does none of them when one cannot be, and says which and why, in order', async () => {
    await put('a', 10);
    const before = await cloud.records(arn);
    const refused = await write([
      add('a', -3),
      {
        Put: {
          TableName,
          Item: key('a2'),
          ConditionExpression: 'attribute_exists(id)',
        },
      },
      {
        Update: {
          TableName,
          Key: key('b'),
          UpdateExpression: 'SET amount = absent + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TransactionCanceledException);
    const { CancellationReasons: reasons, message } = refused as TransactionCanceledException;
    expect(reasons?.map(({ Code }) => Code)).toEqual([
      'None',
      'ConditionalCheckFailed',
      'ValidationError',
    ]);
    expect(message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
    );
    expect(await amountOf('a')).toBe('10');
    expect(await cloud.records(arn)).toEqual(before);
  });

  test('tells the item that failed a condition to one who asks', async () => {
    await put('a', 10);
    const refused = await write([
      {
        Delete: {
          TableName,
          Key: key('a'),
          ConditionExpression: 'attribute_not_exists(id)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]).catch((error: unknown) => error);
    expect((refused as TransactionCanceledException).CancellationReasons?.[0]?.Item).toEqual({
      ...key('a'),
      amount: { N: '10' },
    });
  });

  test('is done once for one token, within ten minutes', async () => {
    await write([add('a', 1)], 'token');
    await write([add('a', 1)], 'token');
    expect(await amountOf('a')).toBe('1');
    await expect(write([add('a', 2)], 'token')).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    clock.advance(10 * 60_000);
    await write([add('a', 1)], 'token');
    expect(await amountOf('a')).toBe('2');
  });

  test('sent twice at once is done once', async () => {
    cloud.startTogether(2);
    await Promise.all([write([add('a', 1)], 'same'), write([add('a', 1)], 'same')]);
    expect(await amountOf('a')).toBe('1');
  });

  test.each([
    [
      'two actions on one item',
      [add('a', 1), { Delete: { TableName, Key: key('a') } }],
      'ValidationException',
    ],
    [
      'more than 100 actions',
      Array.from({ length: 101 }, (_, n) => add(`a${n}`, 1)),
      'ValidationException',
    ],
    ['no action', [], 'ValidationException'],
    ['an action of no kind', [{}], 'ValidationException'],
    [
      'two kinds in one action',
      [{ ...add('a', 1), Delete: { TableName, Key: key('a') } }],
      'ValidationException',
    ],
    [
      'a missing table',
      [{ Delete: { TableName: 'Missing', Key: key('a') } }],
      'ResourceNotFoundException',
    ],
    [
      'a key that does not fit',
      [{ Delete: { TableName, Key: { other: { S: 'a' } } } }],
      'TransactionCanceledException',
    ],
  ])('is refused for %s', async (_case, actions, name) => {
    await expect(write(actions as TransactWriteItem[])).rejects.toMatchObject({ name });
    expect(await cloud.records(arn)).toEqual([]);
  });

  test('reads all of its items at one moment, never half of another transaction', async () => {
    await put('a', 100);
    await put('b', 0);
    const moves = Promise.all(Array.from({ length: 50 }, () => write([add('a', -1), add('b', 1)])));
    const sums = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { Responses: items } = await cloud.tables.send(
          new TransactGetItemsCommand({
            TransactItems: ['b', 'a'].map((id) => ({ Get: { TableName, Key: key(id) } })),
          }),
        );
        return items?.reduce((sum, { Item }) => sum + Number(Item?.['amount']?.N), 0);
      }),
    );
    await moves;
    expect(new Set(sums)).toEqual(new Set([100]));
    expect(await amountOf('b')).toBe('50');
  });

  test('that gets answers in order, with nothing for what is missing', async () => {
    await put('a', 1);
    const { Responses } = await cloud.tables.send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName, Key: key('missing') } },
          { Get: { TableName, Key: key('a'), ProjectionExpression: 'amount' } },
        ],
      }),
    );
    expect(Responses).toEqual([{}, { Item: { amount: { N: '1' } } }]);
  });

  test('counts each unit twice', async () => {
    const { ConsumedCapacity } = await cloud.tables.send(
      new TransactWriteItemsCommand({
        TransactItems: [add('a', 1)],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 2, WriteCapacityUnits: 2 }]);
  });

  test('reads 4 MB at most', async () => {
    const big = 'x'.repeat(390_000);
    for (let at = 0; at < 11; at += 1) {
      const Item = { ...key(`big-${at}`), big: { S: big } };
      await cloud.tables.send(new PutItemCommand({ TableName, Item }));
    }
    const read = (count: number) =>
      cloud.tables.send(
        new TransactGetItemsCommand({
          TransactItems: Array.from({ length: count }, (_, at) => ({
            Get: { TableName, Key: key(`big-${at}`), ProjectionExpression: 'id' },
          })),
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
    const { Responses, ConsumedCapacity } = await read(10);
    expect(Responses).toHaveLength(10);
    expect(ConsumedCapacity?.[0]?.ReadCapacityUnits).toBe(ConsumedCapacity?.[0]?.CapacityUnits);
    await expect(read(11)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Transaction request cannot be larger than 4 MB',
    });
  });

  test('writes 4 MB at most', async () => {
    const puts = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        Put: { TableName, Item: { ...key(`big-${at}`), big: { S: 'x'.repeat(390_000) } } },
      }));
    await expect(write(puts(11))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await cloud.records(arn)).toEqual([]);
    await write(puts(10));
  });
});
