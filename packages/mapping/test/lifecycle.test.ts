import { describe, expect, test } from '@jest/globals';
import { MemoryCheckpoints } from '../src/checkpoints/memory-checkpoints.js';
import type { Invoker } from '../src/seams.js';
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

test('a second stop may give back what the first one waits for', async () => {
  const stage = new Stage();
  stage.source.shard('a').put('a', recordOf(1));
  let given = 0;
  const invoker: Invoker = {
    invoke: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          given += 1;
          resolve({ kind: 'service-error', requestId: '', statusCode: 0, message: 'given back' });
        });
      }),
  };
  const mapping = stage.mapping({}, { invoker });
  await mapping.start();
  await stage.until(1_000);
  const first = mapping.stop();
  await stage.until(2_000);
  expect([mapping.state, given]).toEqual(['Disabling', 0]);
  const second = mapping.stop({ finish: false });
  await stage.until(3_000);
  await Promise.all([first, second]);
  expect([mapping.state, given]).toEqual(['Disabled', 1]);
  expect(stage.of('state-changed').at(-2)).toMatchObject({ state: 'Disabling' });
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

describe('a stop while the checkpoint store refuses tells of it, and ends, when', () => {
  class RefusingCheckpoints extends MemoryCheckpoints {
    refusing = true;

    override async save(...save: Parameters<MemoryCheckpoints['save']>): Promise<void> {
      if (this.refusing) throw new Error('no room');
      await super.save(...save);
    }
  }

  async function stopped(stage: Stage, mapping: ReturnType<Stage['mapping']>): Promise<unknown> {
    const { promise, settle } = outcomeOf(mapping.stop());
    await stage.until(stage.clock.monotonic() + 60_000);
    settle('still stopping');
    expect(mapping.state).toBe('Disabled');
    return promise;
  }

  function outcomeOf(stop: Promise<void>) {
    let settle: (outcome: unknown) => void = () => undefined;
    const promise = new Promise<unknown>((resolve) => {
      settle = resolve;
    });
    stop.then(
      () => settle('stopped'),
      (error: unknown) => settle(error),
    );
    return { promise, settle };
  }

  async function refusedStage() {
    const stage = new Stage();
    stage.source.shard('a');
    const checkpoints = new RefusingCheckpoints();
    checkpoints.refusing = false;
    const mapping = stage.mapping({}, { checkpoints });
    await mapping.start();
    checkpoints.refusing = true;
    return { stage, checkpoints, mapping };
  }

  test('it was being tried again', async () => {
    const { stage, checkpoints, mapping } = await refusedStage();
    stage.source.put('a', recordOf(1));
    await stage.until(5_000);
    expect(await stopped(stage, mapping)).toMatchObject({ message: 'no room' });
    checkpoints.refusing = false;
    await mapping.start();
    await stage.until(stage.clock.monotonic() + 1_000);
    expect(stage.batches).toEqual([[1], [1]]);
  });

  test('a shard waited for it to be finished', async () => {
    const { stage, mapping } = await refusedStage();
    stage.source.put('a', recordOf(1)).close('a').shard('b', 'a').put('b', recordOf(2));
    await stage.until(5_000);
    expect(await stopped(stage, mapping)).toMatchObject({ message: 'no room' });
    expect(stage.batches).toEqual([[1]]);
    expect(stage.of('shard-finished')).toEqual([]);
  });

  test('the start waited for it', async () => {
    const stage = new Stage();
    stage.source.shard('a');
    const mapping = stage.mapping({}, { checkpoints: new RefusingCheckpoints() });
    const started = mapping.start().catch((error: unknown) => error);
    await stage.until(5_000);
    expect(await stopped(stage, mapping)).toMatchObject({ message: 'no room' });
    expect(await started).toMatchObject({ message: 'no room' });
  });

  test('it moved on meanwhile, and the newest checkpoint is the one that is kept', async () => {
    const { stage, checkpoints, mapping } = await refusedStage();
    stage.source.put('a', recordOf(1));
    await stage.until(5_000);
    stage.source.put('a', recordOf(2));
    await stage.until(6_000);
    let left = 1;
    const save = checkpoints.save.bind(checkpoints);
    checkpoints.save = (...saved) => {
      left -= 1;
      if (left < 0) checkpoints.refusing = false;
      return save(...saved);
    };
    expect(await stopped(stage, mapping)).toBe('stopped');
    expect(left).toBe(-1);
    expect(await checkpoints.load()).toMatchObject({
      shards: [{ position: { kind: 'after', sequenceNumber: '2' } }],
    });
  });

  test('it takes the checkpoint after all, nothing is told', async () => {
    const { stage, checkpoints, mapping } = await refusedStage();
    stage.source.put('a', recordOf(1));
    await stage.until(5_000);
    checkpoints.refusing = false;
    expect(await stopped(stage, mapping)).toBe('stopped');
    expect(await checkpoints.load()).toMatchObject({
      shards: [{ position: { kind: 'after', sequenceNumber: '1' } }],
    });
  });
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
    let subscribed = false;
    const wakeUps = {
      subscribe: (listener: (shardId?: string) => void) => {
        wake = listener;
        subscribed = true;
        return () => {
          subscribed = false;
        };
      },
    };
    stage.source.shard('a');
    const polling = { quickest: 10, slowest: 60_000, discovery: 60_000 };
    const mapping = stage.mapping({}, { polling, wakeUps });
    await mapping.start();
    await stage.until(1_000);
    stage.source.put('a', recordOf(1));
    wake('a');
    await stage.until(1_001);
    expect(stage.batches).toEqual([[1]]);
    stage.source.put('a', recordOf(2));
    await stage.until(62_000);
    expect(stage.batches).toEqual([[1], [2]]);
    expect(subscribed).toBe(true);
    void mapping.stop();
    await stage.until(63_000);
    expect(subscribed).toBe(false);
  });
});
