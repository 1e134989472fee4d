import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';

const TableName = 'Sessions';
const HOUR = 3_600_000;

describe('time-to-live', () => {
  let clock: ManualClock;
  let cloud: TestCloud;
  let arn: string;
  const seconds = (fromNow: number) => String(Math.floor(clock.now() / 1000) + fromNow);
  const put = (id: string, expiresAt: { N: string } | { S: string }) =>
    cloud.tables.send(new PutItemCommand({ TableName, Item: { id: { S: id }, expiresAt } }));
  const update = (Enabled: boolean, AttributeName = 'expiresAt') =>
    cloud.tables.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled, AttributeName },
      }),
    );
  const exists = async (id: string) =>
    (await cloud.tables.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item !==
    undefined;

  beforeEach(async () => {
    clock = new ManualClock();
    cloud = await startCloud({ clock });
    arn = await cloud.createStreamTable(TableName);
  });
  afterEach(() => cloud.close());

  test('removes an expired item, and the record says who did', async () => {
    await update(true);
    await put('old', { N: seconds(5) });
    await put('young', { N: seconds(60) });
    await clock.pass(5000);
    expect(await exists('old')).toBe(false);
    expect(await exists('young')).toBe(true);
    const removed = (await cloud.records(arn)).filter(({ eventName }) => eventName === 'REMOVE');
    expect(removed).toHaveLength(1);
    expect(removed[0]).toMatchObject({
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
      dynamodb: { Keys: { id: { S: 'old' } }, OldImage: { id: { S: 'old' } } },
    });
    expect(removed[0]?.dynamodb?.NewImage).toBeUndefined();
  });

  test('finds items that were there before it was turned on', async () => {
    await put('old', { N: seconds(-10) });
    await update(true);
    await clock.pass(1000);
    expect(await exists('old')).toBe(false);
  });

  test('leaves an item whose time was put off', async () => {
    await update(true);
    await put('kept', { N: seconds(2) });
    await clock.pass(1000);
    await put('kept', { N: seconds(100) });
    await put('gone', { N: seconds(2) });
    await clock.pass(5000);
    expect(await exists('gone')).toBe(false);
    expect(await exists('kept')).toBe(true);
  });

  test('leaves text, and times of more than five years ago', async () => {
    await update(true);
    await put('text', { S: seconds(-10) });
    await put('ancient', { N: '1000000' });
    await put('gone', { N: seconds(-10) });
    await clock.pass(1000);
    expect(await exists('gone')).toBe(false);
    expect(await exists('text')).toBe(true);
    expect(await exists('ancient')).toBe(true);
  });

  test('is described, and refuses what is so already', async () => {
    const describeIt = async () =>
      (await cloud.tables.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await expect(update(false)).rejects.toMatchObject({
      message: 'TimeToLive is already disabled',
    });
    await update(true);
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    await expect(update(true)).rejects.toMatchObject({ message: 'TimeToLive is already enabled' });
    await expect(update(true, 'other')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('removes nothing once it is turned off', async () => {
    await update(true);
    await put('gone', { N: seconds(-10) });
    await clock.pass(HOUR);
    expect(await exists('gone')).toBe(false);
    await update(false);
    await put('kept', { N: seconds(-10) });
    await clock.pass(1000);
    expect(await exists('kept')).toBe(true);
  });

  test('is changed once an hour at most', async () => {
    await update(true);
    await clock.pass(HOUR - 1);
    await expect(update(false)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Time to live has been modified multiple times within a fixed interval',
    });
    await clock.pass(1);
    await update(false);
    await expect(update(true, 'other')).rejects.toMatchObject({ name: 'ValidationException' });
    await clock.pass(HOUR);
    await update(true, 'other');
  });

  test('has no fault to tell when a table is deleted while its items expire', async () => {
    const faults: unknown[] = [];
    await cloud.close();
    cloud = await startCloud({ clock, onFault: (fault) => faults.push(fault) });
    arn = await cloud.createStreamTable(TableName);
    await update(true);
    for (let batch = 0; batch < 8; batch += 1) {
      await cloud.tables.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: 25 }, (_, at) => ({
              PutRequest: { Item: { id: { S: `${batch}.${at}` }, expiresAt: { N: seconds(-10) } } },
            })),
          },
        }),
      );
    }
    await Promise.all([clock.pass(1000), cloud.tables.send(new DeleteTableCommand({ TableName }))]);
    expect(faults).toEqual([]);
  });
});
