import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { startCloud, type TestCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';

const HOUR = 3_600_000;
const TableName = 'Orders';
const RECORDS = { gte: 'millrace~record~', lt: 'millrace~record~\u{ffff}' };

describe('records past their 24 hours, in a data folder', () => {
  let clock: ManualClock;
  let dataDir: string;
  let cloud: TestCloud;
  let arn: string;
  const put = (id: string, table = TableName) =>
    cloud.tables.send(new PutItemCommand({ TableName: table, Item: { id: { S: id } } }));
  const ids = async () =>
    (await cloud.records(arn)).map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S);

  beforeEach(async () => {
    clock = new ManualClock();
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-retention-'));
    cloud = await startCloud({ clock, dataDir, shardsPerTable: 1 });
    arn = await cloud.createStreamTable(TableName);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await cloud.close();
    await rm(dataDir, { recursive: true });
  });

  test('are taken out of the store by itself, so that many of them do not hold the event loop up', async () => {
    for (let batch = 0; batch < 20; batch += 1) {
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
    const batches = jest.spyOn(ClassicLevel.prototype, 'batch');
    await clock.pass(25 * HOUR);
    expect(await ids()).toEqual([]);
    expect(batches).toHaveBeenCalled();
    for (const [operations] of batches.mock.calls as unknown as [unknown[]][]) {
      expect(operations.length).toBeLessThan(10);
    }
    await cloud.close();
    expect(await recordsInFolder()).toEqual([]);
  });

  test('are read by no one while the store still has them, and writes go on meanwhile', async () => {
    await put('old');
    await clock.pass(23 * HOUR);
    await put('young');
    const gate = new AbortController();
    const open = once(gate.signal, 'abort');
    const clear = ClassicLevel.prototype.clear;
    const clears = jest.spyOn(ClassicLevel.prototype, 'clear').mockImplementation(async function (
      this: ClassicLevel,
      range: object,
    ) {
      await open;
      return clear.call(this, range);
    } as typeof clear);
    try {
      clock.advance(2 * HOUR);
      while (clears.mock.calls.length === 0) await sleep(1);
      expect(await ids()).toEqual(['young']);
      await put('youngest');
      expect(await ids()).toEqual(['young', 'youngest']);
      // The next round of housekeeping waits for this one.
      clock.advance(5000);
      await put('last');
      expect(clears).toHaveBeenCalledTimes(1);
    } finally {
      gate.abort();
    }
  });

  test('do not come back when the process was killed before the store had let go of them', async () => {
    await cloud.createStreamTable('Ended');
    await put('rolled');
    await cloud.service.rollShards(TableName);
    await put('trimmed');
    await put('ended', 'Ended');
    await cloud.tables.send(new DeleteTableCommand({ TableName: 'Ended' }));
    clock.advance(23 * HOUR);
    await put('young');
    await cloud.close();
    const before = await recordsInFolder();
    expect(before).toHaveLength(4);
    cloud = await startCloud({ clock, dataDir });
    await clock.pass(2 * HOUR);
    await cloud.close();
    expect(await recordsInFolder()).toHaveLength(1);

    await recordsInFolder(before);
    cloud = await startCloud({ clock: new ManualClock(clock.now() - 20 * HOUR), dataDir });
    expect(await ids()).toEqual(['young']);
    await cloud.close();
    expect(await recordsInFolder()).toHaveLength(1);
  });

  /** The rows of records while no one has the folder open, after these were put there. */
  async function recordsInFolder(
    rows: readonly (readonly [string, string])[] = [],
  ): Promise<[string, string][]> {
    const store = new ClassicLevel(dataDir);
    await store.batch(rows.map(([key, value]) => ({ type: 'put', key, value })));
    const found = await store.iterator(RECORDS).all();
    await store.close();
    return found;
  }
});
