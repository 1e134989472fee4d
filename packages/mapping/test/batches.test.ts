import { describe, expect, test } from '@jest/globals';
import { recordOf } from './support/records.js';
import { Stage, succeeded } from './support/stage.js';

const range = (first: number, last: number, item?: string) =>
  Array.from({ length: last - first + 1 }, (_, n) => recordOf(first + n, item));

test('waiting records are delivered in batches of the batch size', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', ...range(1, 5));
  await stage.mapping({ batchSize: 2 }).start();
  await stage.until(1000);
  expect(stage.batches).toEqual([[1, 2], [3, 4], [5]]);
});

describe('a batching window', () => {
  const settings = { batchSize: 3, maximumBatchingWindowInSeconds: 10 };

  test('begins with the first record and ends with the batch', async () => {
    const stage = new Stage();
    stage.source.shard('a');
    await stage.mapping(settings).start();
    await stage.until(5_000);
    stage.source.put('a', recordOf(1));
    await stage.until(14_000);
    stage.source.put('a', recordOf(2));
    await stage.until(30_000);
    expect(stage.batches).toEqual([[1, 2]]);
    expect(stage.calls[0]?.at).toBeGreaterThanOrEqual(15_000);
    expect(stage.calls[0]?.at).toBeLessThan(15_200);
  });

  test('ends early when the batch is full', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', ...range(1, 4));
    await stage.mapping(settings).start();
    await stage.until(1000);
    expect(stage.batches).toEqual([[1, 2, 3]]);
  });

  test('ends early when the shard ends', async () => {
    const stage = new Stage();
    stage.source.shard('a').put('a', recordOf(1)).close('a');
    await stage.mapping(settings).start();
    await stage.until(1000);
    expect(stage.batches).toEqual([[1]]);
  });

  test('is not filled by filtered records', async () => {
    const stage = new Stage();
    const Filters = [{ Pattern: '{"dynamodb":{"Keys":{"id":{"S":["yes"]}}}}' }];
    stage.source.shard('a').put('a', recordOf(1, 'yes'), ...range(2, 9, 'no'), recordOf(10, 'yes'));
    await stage.mapping({ ...settings, filterCriteria: { Filters } }).start();
    await stage.until(9_000);
    expect(stage.batches).toEqual([]);
    await stage.until(11_000);
    expect(stage.batches).toEqual([[1, 10]]);
  });
});

test('a batch is cut before it is larger than 6 MB', async () => {
  const stage = new Stage();
  const large = { id: { S: 'x' }, text: { S: 'é'.repeat(1_000_000) } };
  stage.source.shard('a');
  for (let n = 1; n <= 4; n += 1) stage.source.put('a', recordOf(n, 'x', { NewImage: large }));
  await stage.mapping().start();
  await stage.until(1000);
  expect(stage.batches).toEqual([[1, 2, 3], [4]]);
  for (const { payload } of stage.calls) {
    expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(6 * 1024 * 1024);
  }
  expect(stage.of('delivered').map(({ payloadBytes }) => payloadBytes)).toEqual(
    stage.calls.map(({ payload }) => Buffer.byteLength(payload)),
  );
});

test('filtered records move the checkpoint without a call', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', ...range(1, 3));
  const Filters = [{ Pattern: '{"eventName":["REMOVE"]}' }];
  await stage.mapping({ filterCriteria: { Filters } }).start();
  await stage.until(1000);
  expect(stage.batches).toEqual([]);
  expect(await stage.checkpoints.load()).toMatchObject({
    shards: [{ position: { kind: 'after', sequenceNumber: '3' } }],
  });
});

test('records of two shards are never in one batch', async () => {
  const stage = new Stage();
  stage.source.shard('a').shard('b').put('a', recordOf(1)).put('b', recordOf(2));
  await stage.mapping({ maximumBatchingWindowInSeconds: 1 }).start();
  await stage.until(5000);
  expect(stage.batches).toEqual([[1], [2]]);
});

describe('behind a function that never answers a shard is read ahead', () => {
  async function blockedStage(SizeBytes: number, batchSize: number): Promise<number> {
    const stage = new Stage();
    stage.source.shard('a');
    for (let n = 1; n <= 5_000; n += 1) stage.source.put('a', recordOf(n, 'x', { SizeBytes }));
    stage.handler = async () => {
      await stage.clock.sleep(3_600_000);
      return succeeded();
    };
    await stage.mapping({ batchSize }).start();
    await stage.until(60_000);
    return stage.of('records-read').reduce((sum, { records }) => sum + records.length, 0);
  }

  test('by a thousand records', async () => {
    expect(await blockedStage(100, 10)).toBe(1_000);
  });

  test('by two large batches, in whole pages', async () => {
    expect(await blockedStage(100, 1_100)).toBe(3_000);
  });

  test('by no more than two full events, however many records a batch may have', async () => {
    expect(await blockedStage(20_000, 10_000)).toBe(1_000);
  });
});

describe('with lanes', () => {
  test('batches of different items run side by side, those of one item in turn', async () => {
    const stage = new Stage();
    const running = new Set<string>();
    let most = 0;
    stage.handler = async ({ payload }) => {
      const ids = new Set<string>();
      for (const { dynamodb } of JSON.parse(payload).Records) ids.add(dynamodb.Keys.id.S);
      for (const id of ids) {
        expect(running.has(id)).toBe(false);
        running.add(id);
      }
      most = Math.max(most, running.size);
      await stage.clock.sleep(50);
      for (const id of ids) running.delete(id);
      return succeeded();
    };
    stage.source.shard('a');
    for (let n = 1; n <= 40; n += 1) stage.source.put('a', recordOf(n, `item-${n % 8}`));
    await stage.mapping({ batchSize: 1, parallelizationFactor: 4 }).start();
    await stage.until(10_000);
    expect(stage.batches.flat().sort((x, y) => x - y)).toEqual(range(1, 40).map((_, n) => n + 1));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    for (let item = 0; item < 8; item += 1) {
      const own = stage.batches.flat().filter((n) => n % 8 === item);
      expect(own).toEqual([...own].sort((x, y) => x - y));
    }
  });

  test('a blocked lane holds the checkpoint back, not the other lanes', async () => {
    const stage = new Stage();
    stage.source.shard('a');
    for (let n = 1; n <= 20; n += 1) stage.source.put('a', recordOf(n, `item-${n % 5}`));
    stage.handler = async ({ sequences }) => {
      if (sequences.includes(1)) await stage.clock.sleep(60_000);
      return succeeded();
    };
    await stage.mapping({ batchSize: 1, parallelizationFactor: 10 }).start();
    await stage.until(30_000);
    expect(stage.batches.length).toBeGreaterThan(10);
    expect(await stage.checkpoints.load()).toMatchObject({
      shards: [{ position: { kind: 'beginning' } }],
    });
  });
});
