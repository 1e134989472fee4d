import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';

const TableName = 'Overlap';
const Key = { id: { S: 'one' } };
/** No more than the SDK keeps connections to one host. */
const AT_ONCE = 48;
const ROUNDS = 3;

describe.each(['in memory', 'in a folder'])('writes of one item that overlap, %s', (where) => {
  let dataDir: string;
  let cloud: TestCloud;
  let streamArn: string;
  const outcomes: PromiseSettledResult<unknown>[] = [];
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-overlap-'));
    cloud = await startCloud(where === 'in memory' ? {} : { dataDir });
    streamArn = await cloud.createStreamTable(TableName);
    for (let round = 0; round < ROUNDS; round += 1) {
      cloud.startTogether(AT_ONCE);
      outcomes.push(...(await Promise.allSettled(overlapping(round))));
    }
  });
  afterAll(async () => {
    await cloud.close();
    await rm(dataDir, { recursive: true });
  });

  test('are none of them lost', async () => {
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const { Item } = await cloud.tables.send(new GetItemCommand({ TableName, Key }));
    expect(Item?.['count']).toEqual({ N: String(done) });
    expect(Item?.['log']?.L).toHaveLength((ROUNDS * AT_ONCE) / 4);
  });

  test('win a condition that one alone can meet once a round', () => {
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    const attempts = AT_ONCE / 4;
    expect(refused).toEqual(Array(ROUNDS * (attempts - 1)).fill('ConditionalCheckFailedException'));
  });

  test('leave records that each begin where the one before ended', async () => {
    const { Item } = await cloud.tables.send(new GetItemCommand({ TableName, Key }));
    const records = (await cloud.records(streamArn)).filter(
      ({ dynamodb }) => dynamodb?.Keys?.['id']?.S === Key.id.S,
    );
    const before = [undefined, ...records.map(({ dynamodb }) => dynamodb?.NewImage)];
    expect(records.map(({ dynamodb }) => dynamodb?.OldImage)).toEqual(before.slice(0, -1));
    expect(before.at(-1)).toEqual(Item);
  });

  /** Each adds one to the counter when it succeeds. */
  function overlapping(round: number): Promise<unknown>[] {
    return Array.from({ length: AT_ONCE / 4 }, (_, at) => [
      cloud.tables.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      ),
      cloud.tables.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression:
            'SET #log = list_append(if_not_exists(#log, :none), :at) ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count', '#log': 'log' },
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':none': { L: [] },
            ':at': { L: [{ N: String(at) }] },
          },
        }),
      ),
      cloud.tables.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'SET #round = :round ADD #count :one',
          ConditionExpression: 'attribute_not_exists(#round) OR #round < :round',
          ExpressionAttributeNames: { '#count': 'count', '#round': 'round' },
          ExpressionAttributeValues: { ':one': { N: '1' }, ':round': { N: String(round) } },
        }),
      ),
      cloud.tables.send(
        new TransactWriteItemsCommand({
          TransactItems: [Key, { id: { S: `other-${at % 2}` } }].map((each) => ({
            Update: {
              TableName,
              Key: each,
              UpdateExpression: 'ADD #count :one',
              ExpressionAttributeNames: { '#count': 'count' },
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          })),
        }),
      ),
    ]).flat();
  }
});
