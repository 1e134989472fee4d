import { describe, expect, test } from '@jest/globals';
import { recordOf } from './support/records.js';
import { crashed, Stage, succeeded } from './support/stage.js';

function slowStage(): Stage {
  const stage = new Stage();
  stage.source.shard('a').put('a', recordOf(1), recordOf(2));
  stage.handler = async () => {
    await stage.clock.sleep(5_000);
    return succeeded();
  };
  return stage;
}

test('a stop waits for the invocation that runs, keeps what it did, and starts no other', async () => {
  const stage = slowStage();
  const mapping = stage.mapping({ batchSize: 1 });
  await mapping.start();
  await stage.until(1_000);
  let stoppedAt = 0;
  void mapping.stop().then(() => {
    stoppedAt = stage.clock.monotonic();
  });
  await stage.until(20_000);
  expect(stoppedAt).toBeGreaterThanOrEqual(5_000);
  expect(stoppedAt).toBeLessThan(6_000);
  expect(stage.batches).toEqual([[1]]);
  await mapping.start();
  await stage.until(40_000);
  expect(stage.batches).toEqual([[1], [2]]);
});

test('a stop without finishing gives the invocation back: it is delivered again', async () => {
  const stage = slowStage();
  const mapping = stage.mapping({ batchSize: 1 });
  await mapping.start();
  await stage.until(1_000);
  void mapping.stop({ finish: false });
  await stage.until(20_000);
  expect(mapping.state).toBe('Disabled');
  await mapping.start();
  await stage.until(30_000);
  expect(stage.batches).toEqual([[1], [1], [2]]);
});

test('a stop ends a pause between retries at once', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', recordOf(1));
  stage.handler = () => crashed;
  const mapping = stage.mapping(
    {},
    { backoff: { first: 3_600_000, factor: 1, longest: 3_600_000 } },
  );
  await mapping.start();
  await stage.until(1_000);
  void mapping.stop();
  await stage.until(2_000);
  expect(mapping.state).toBe('Disabled');
});

test('the states come in order', async () => {
  const stage = new Stage();
  stage.source.shard('a');
  const mapping = stage.mapping();
  expect(mapping.state).toBe('Disabled');
  await mapping.start();
  void mapping.stop();
  await stage.until(1_000);
  expect(stage.of('state-changed').map(({ state }) => state)).toEqual([
    'Enabling',
    'Enabled',
    'Disabling',
    'Disabled',
  ]);
});

test('a mapping that runs cannot be started', async () => {
  const stage = new Stage();
  stage.source.shard('a');
  const mapping = stage.mapping();
  await mapping.start();
  await expect(mapping.start()).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
});

describe('the last processing result', () => {
  test.each([
    ['No records processed', undefined],
    ['OK', succeeded()],
    ['PROBLEM: Function call failed', crashed],
  ])('%s', async (text, result) => {
    const stage = new Stage();
    stage.source.shard('a');
    if (result !== undefined) stage.source.put('a', recordOf(1));
    stage.handler = () => result ?? succeeded();
    const mapping = stage.mapping();
    await mapping.start();
    await stage.until(500);
    expect(mapping.lastProcessingResult).toBe(text);
  });
});

describe('polling', () => {
  test('is quick after records and grows slower in silence', async () => {
    const stage = new Stage();
    const reads: number[] = [];
    const { source } = stage;
    source.shard('a').put('a', recordOf(1));
    const read = source.readRecords.bind(source);
    source.readRecords = (iterator, limit) => {
      reads.push(stage.clock.monotonic());
      return read(iterator, limit);
    };
    await stage.mapping({}, { polling: { quickest: 10, slowest: 200, discovery: 10_000 } }).start();
    await stage.until(10_000);
    const rests = reads.slice(1).map((at, n) => at - (reads[n] ?? 0));
    expect(rests[0]).toBe(10);
    expect(rests.at(-1)).toBeCloseTo(200);
    expect(reads.length).toBeLessThan(75);
  });

  test('a wake-up ends the rest at once, and without one the shard is read at its next poll', async () => {
    const stage = new Stage();
    let wake: (shardId?: string) => void = () => undefined;
    const wakeUps = {
      subscribe: (listener: (shardId?: string) => void) => {
        wake = listener;
        return () => undefined;
      },
    };
    stage.source.shard('a');
    const polling = { quickest: 10, slowest: 60_000, discovery: 60_000 };
    await stage.mapping({}, { polling, wakeUps }).start();
    await stage.until(1_000);
    stage.source.put('a', recordOf(1));
    wake('a');
    await stage.until(1_001);
    expect(stage.batches).toEqual([[1]]);
    stage.source.put('a', recordOf(2));
    await stage.until(62_000);
    expect(stage.batches).toEqual([[1], [2]]);
  });
});
