import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';

const TableName = 'Orders';
const kept = { id: { S: 'kept' }, n: { N: '7' } };

type Wanted = 'ALL_OLD' | 'NONE' | undefined;
type Write = (client: DynamoDBClient, id: string, wanted: Wanted) => Promise<unknown>;

/** Each under a condition that fails, whether the item is there or not. */
const WRITES: readonly (readonly [name: string, write: Write])[] = [
  [
    'PutItem',
    (client, id, ReturnValuesOnConditionCheckFailure) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { id: { S: id } },
          ConditionExpression: 'attribute_exists(absent)',
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
  [
    'UpdateItem',
    (client, id, ReturnValuesOnConditionCheckFailure) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: { id: { S: id } },
          UpdateExpression: 'REMOVE n',
          ConditionExpression: 'attribute_exists(absent)',
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
  [
    'DeleteItem',
    (client, id, ReturnValuesOnConditionCheckFailure) =>
      client.send(
        new DeleteItemCommand({
          TableName,
          Key: { id: { S: id } },
          ConditionExpression: 'attribute_exists(absent)',
          ReturnValuesOnConditionCheckFailure,
        }),
      ),
  ],
];

describe.each(WRITES)('a condition that fails in %s', (_name, write) => {
  let cloud: TestCloud;
  const refusal = async (id: string, wanted: Wanted) => {
    const error: unknown = await write(cloud.tables, id, wanted).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    return error as ConditionalCheckFailedException;
  };
  beforeAll(async () => {
    cloud = await startCloud();
    await cloud.createStreamTable(TableName);
    await cloud.tables.send(new PutItemCommand({ TableName, Item: kept }));
  });
  afterAll(() => cloud.close());

  test('tells the item to one who asks for it', async () => {
    expect((await refusal('kept', 'ALL_OLD')).Item).toEqual(kept);
  });

  test('tells none to one who does not', async () => {
    expect((await refusal('kept', 'NONE')).Item).toBeUndefined();
    expect((await refusal('kept', undefined)).Item).toBeUndefined();
  });

  test('tells none where there is none', async () => {
    expect((await refusal('missing', 'ALL_OLD')).Item).toBeUndefined();
  });
});
