import { describe, expect, test } from '@jest/globals';
import {
  createEventSourceMapping,
  defaultSettings,
  type Invoker,
  type MappingSettings,
  MemoryCheckpoints,
} from '@millrace/mapping';
import type { Load } from '../src/capacity/load.js';
import { predict } from '../src/capacity/predict.js';
import { SteadyStream } from './support/steady-stream.js';
import { VirtualClock } from './support/virtual-clock.js';

const load: Load = {
  writeRate: 200,
  recordSize: 2_000,
  passRate: 1,
  callTime: 50,
  recordTime: 2,
  shards: 2,
  batchSize: 100,
  window: 0,
  parallelization: 1,
  memory: 512,
  architecture: 'arm64',
};

/** The real mapping under this load, in a time of its own: what it did after it had warmed up. */
async function simulate(under: Load, seconds: number, outage = 0) {
  const clock = new VirtualClock();
  const seen = { records: 0, calls: 0, ages: [] as number[], busy: 0 };
  const warm = outage + 5_000;
  let caughtUpAt: number | undefined;
  const invoker: Invoker = {
    invoke: (payload) => {
      const { Records }: { Records: readonly unknown[] } = JSON.parse(payload);
      const time = under.callTime + under.recordTime * Records.length;
      const answer = { kind: 'success', requestId: 'r', statusCode: 200, payload: '' } as const;
      const result = { ...answer, executedVersion: '1' };
      return new Promise((resolve) => clock.after(time, () => resolve(result)));
    },
  };
  const settings: MappingSettings = {
    ...defaultSettings,
    startingPosition: 'TRIM_HORIZON',
    batchSize: under.batchSize,
    maximumBatchingWindowInSeconds: under.window,
    parallelizationFactor: under.parallelization,
  };
  const mapping = createEventSourceMapping({
    ...{ settings, functionArn: 'f', invoker, clock },
    source: new SteadyStream(
      clock,
      under.shards,
      (under.writeRate * under.passRate) / under.shards,
    ),
    checkpoints: new MemoryCheckpoints(),
    chance: { next: () => 0.5, uuid: () => 'u' },
    polling: { quickest: 250, slowest: 250, discovery: 60_000 },
    observe: (event) => {
      if (event.type !== 'delivered') return;
      const now = clock.now();
      const oldest = now - (event.records[0]?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000;
      if (outage > 0 && now > outage && oldest < 1_000) caughtUpAt ??= now;
      if (now < warm) return;
      seen.calls += 1;
      seen.records += event.records.length;
      seen.busy += under.callTime + under.recordTime * event.records.length;
      for (const { dynamodb } of event.records) {
        seen.ages.push(now - dynamodb.ApproximateCreationDateTime * 1_000);
      }
    },
  });
  await clock.run(outage);
  const starting = mapping.start();
  await clock.run(outage + seconds * 1_000);
  await starting;
  const stopping = mapping.stop({ finish: false });
  await clock.run(outage + seconds * 1_000 + 1_000);
  await stopping;
  const span = seconds * 1_000 - 5_000;
  return {
    batch: seen.records / seen.calls,
    calls: (seen.calls * 1_000) / span,
    concurrency: seen.busy / span,
    age: seen.ages.reduce((sum, age) => sum + age, 0) / seen.ages.length,
    worstAge: Math.max(...seen.ages),
    catchUp: caughtUpAt === undefined ? undefined : caughtUpAt - outage,
  };
}

/** Within a part of what it is compared with. */
const near = (value: number, expected: number, part: number) =>
  Math.abs(value - expected) <= expected * part;

describe('the prediction, held against the mapping itself', () => {
  test.each<readonly [string, Partial<Load>]>([
    ['a steady stream', {}],
    ['a stream that nearly fills its batches', { writeRate: 500, recordTime: 3 }],
    ['a batching window', { window: 2, writeRate: 60 }],
    ['a quarter that passes the filter', { passRate: 0.25, writeRate: 400 }],
  ])('is right about batches, calls, concurrency and age for %s', async (_case, more) => {
    const under = { ...load, ...more };
    const foretold = predict(under, 0);
    const seen = await simulate(under, 40);
    expect({ seen, foretold, near: near(seen.batch, foretold.batch, 0.3) }).toMatchObject({
      near: true,
    });
    expect(near(seen.calls, foretold.calls, 0.3)).toBe(true);
    expect(near(seen.concurrency, foretold.concurrency, 0.3)).toBe(true);
    expect({ seen, foretold, near: near(seen.age, foretold.age ?? 0, 0.5) }).toMatchObject({
      near: true,
    });
    expect(seen.worstAge).toBeLessThanOrEqual(foretold.worstAge ?? 0);
  });

  test('is right about the time to catch up after an outage', async () => {
    const outage = 20_000;
    const under = { ...load, writeRate: 400 };
    const { catchUp } = predict(under, outage);
    const seen = await simulate(under, 60, outage);
    expect(near(seen.catchUp ?? 0, catchUp ?? 0, 0.25)).toBe(true);
  });

  test('knows when a mapping can never keep up, and when records will be lost', async () => {
    const under = { ...load, writeRate: 1_600 };
    const foretold = predict(under, 1_000);
    expect(foretold).toMatchObject({ age: null, catchUp: null });
    expect(foretold.use).toBeCloseTo(2, 5);
    expect(foretold.lossAfter).toBe(48 * 3_600_000);
    const seen = await simulate(under, 20);
    expect(near(seen.batch, foretold.batch, 0.05)).toBe(true);
    expect(seen.worstAge).toBeGreaterThan(5_000);
  });
});

describe('the cost', () => {
  test('is what the filter saves, in calls and in their time', () => {
    const all = predict({ ...load, writeRate: 2, recordTime: 0 }, 0);
    const few = predict({ ...load, writeRate: 2, recordTime: 0, passRate: 0.1 }, 0);
    expect(few.costWithoutFilter).toBe(all.cost);
    expect(few.cost).toBeCloseTo(all.cost / 10, 6);
    // 2 calls a second, 730 hours, 50 ms of 0.5 GB each.
    expect(all.cost).toBeCloseTo(2 * 2_628_000 * (0.0000002 + 0.025 * 0.0000133334), 6);
  });
});
