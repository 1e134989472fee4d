import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunReport } from '../src/delivery/run-report.js';
import { runCli, startCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { freshFolder, handlerFile, outOfOrder } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
  await local.createTable('orders');
  for (let round = 0; round < 8; round += 1) {
    for (let item = 0; item < 5; item += 1) {
      await local.put('orders', `i${item}`, { round: String(round) });
    }
    if (round === 2) await local.cloud.splitShard('orders');
    if (round === 4) await local.cloud.rollShards('orders');
  }
});
afterAll(() => local.stop());

async function replay(args: readonly string[]) {
  const result = await runCli(local.endpoint, [
    ...['replay', 'orders', '--settle', '200ms', '--json', ...args],
  ]);
  if (result.stdout === '') throw new Error(result.stderr);
  return { code: result.code, report: JSON.parse(result.stdout) as RunReport };
}

describe('a replay', () => {
  test('runs all that the stream holds, each item in order across splits, and ends', async () => {
    const handler = await handlerFile(await freshFolder());
    const { code, report } = await replay(['--from', '1h', '--handler', handler.path]);
    const seen = await handler.seen();
    expect({ code, done: report.done, seen: seen.length }).toEqual({ code: 0, done: 40, seen: 40 });
    expect(outOfOrder(seen)).toEqual([]);
  });

  test('runs from one sequence number to another, both included', async () => {
    const folder = await freshFolder();
    const all = await handlerFile(folder);
    await replay(['--from', '1h', '--handler', all.path]);
    const numbers = (await all.seen()).map(({ sequenceNumber }) => sequenceNumber).sort();
    const [from = '', to = ''] = [numbers[10], numbers[29]];
    const some = await handlerFile(await freshFolder());
    const { report } = await replay(['--from', from, '--to', to, '--handler', some.path]);
    expect(report.done).toBe(20);
    const got = (await some.seen()).map(({ sequenceNumber }) => sequenceNumber).sort();
    expect(got).toEqual(numbers.slice(10, 30));
  });

  test('runs nothing of before its beginning', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const from = new Date(Date.now()).toISOString();
    await local.put('orders', 'late', { round: '0' });
    const handler = await handlerFile(await freshFolder());
    await replay(['--from', from, '--handler', handler.path]);
    expect((await handler.seen()).map(({ id }) => id)).toEqual(['late']);
  });

  test('saves what fails, whole, so that a redrive of the file runs it', async () => {
    const folder = await freshFolder();
    const failed = join(folder, 'failed.jsonl');
    const bad = await handlerFile(folder, { failOn: 'i2' });
    const args = ['--from', '1h', '--retries', '0', '--failed', failed];
    const { code, report } = await replay([...args, '--handler', bad.path]);
    expect(code).toBe(2);
    expect(report).toMatchObject({ failed: 8, failedFile: failed });
    const good = await handlerFile(await freshFolder());
    const { code: redriven } = await runCli(local.endpoint, [
      ...['redrive', failed, '--handler', good.path, '--yes'],
    ]);
    expect(redriven).toBe(0);
    expect((await good.seen()).map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([
    ['that is not there', 'ENOENT', (folder: string) => join(folder, 'none', 'failed.jsonl')],
    ['that is a folder', 'EISDIR', (folder: string) => folder],
  ])('does not begin when what fails could not be saved: a place %s', async (_, reason, place) => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    const { code, stderr } = await runCli(local.endpoint, [
      ...['replay', 'orders', '--from', '1h', '--handler', handler.path],
      ...['--failed', place(folder)],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(`[${reason}]`);
    expect(await handler.seen()).toEqual([]);
  });

  test('ends with what is wrong when the disk is full, in place of trying for ever', async () => {
    const handler = await handlerFile(await freshFolder(), { failOn: 'i2' });
    const { code, stderr } = await runCli(local.endpoint, [
      ...['replay', 'orders', '--from', '1h', '--handler', handler.path, '--retries', '0'],
      ...['--failed', '/dev/full'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error .*The disk is full: .*\[ENOSPC\]\n$/);
  });

  test('keeps to the rate that it is given', async () => {
    const handler = await handlerFile(await freshFolder());
    const { report } = await replay([
      ...['--from', '1h', '--handler', handler.path, '--rate', '40', '--batch-size', '5'],
    ]);
    expect(report.done).toBeGreaterThanOrEqual(40);
    expect(report.duration).toBeGreaterThan(0.8);
  });
});

describe('a replay that keeps its place in a file', () => {
  const ITEMS = 6;
  const ROUNDS = 8;
  const BATCH = 2;
  /** Four to begin with, one of which is split. */
  const SHARDS_AT_ONCE = 5;
  let bounds: readonly string[];

  beforeAll(async () => {
    await local.createTable('kept');
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let item = 0; item < ITEMS; item += 1) {
        await local.put('kept', `i${item}`, { round: String(round) });
      }
      if (round === 2) await local.cloud.splitShard('kept');
      if (round === 5) await local.cloud.rollShards('kept');
    }
    const [hourAgo, soon] = [-3_600_000, 1_000].map((ms) => new Date(Date.now() + ms));
    bounds = ['--from', hourAgo?.toISOString() ?? '', '--to', soon?.toISOString() ?? ''];
  });

  /** A replay that is stopped by a signal in the middle, and what is needed to run it on. */
  async function stoppedBy(signal: NodeJS.Signals) {
    const folder = await freshFolder();
    const handler = await handlerFile(folder, { delay: 150 });
    const args = [
      ...['replay', 'kept', ...bounds, '--state', join(folder, 'place.json'), '--json'],
      ...['--settle', '200ms', '--handler', handler.path, '--batch-size', String(BATCH)],
    ];
    const cli = startCli(local.endpoint, args);
    await eventually(async () => (await handler.seen()).length > 2, 'the first records to be run');
    cli.child.kill(signal);
    const { code, stdout } = await cli.ended;
    const goOn = async () => {
      const again = await runCli(local.endpoint, args);
      if (again.stdout === '') throw new Error(again.stderr);
      return { code: again.code, report: JSON.parse(again.stdout) as RunReport };
    };
    return { code, stdout, handler, goOn, before: (await handler.seen()).length };
  }

  test('goes on behind the last record after Ctrl-C, and repeats none', async () => {
    const { code, stdout, handler, goOn, before } = await stoppedBy('SIGINT');
    const report: RunReport = JSON.parse(stdout);
    expect({ code, ...report }).toMatchObject({ code: 130, interrupted: true, done: before });
    expect(before).toBeLessThan(ITEMS * ROUNDS);
    const rest = await goOn();
    expect({ code: rest.code, done: rest.report.done }).toEqual({
      code: 0,
      done: ITEMS * ROUNDS - before,
    });
    const seen = await handler.seen();
    expect(new Set(seen.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(ITEMS * ROUNDS);
    expect(outOfOrder(seen)).toEqual([]);
  });

  test('loses nothing when it is killed, and repeats at most the batches that were out', async () => {
    const { handler, goOn } = await stoppedBy('SIGKILL');
    expect((await goOn()).code).toBe(0);
    const seen = await handler.seen();
    expect(new Set(seen.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(ITEMS * ROUNDS);
    expect(outOfOrder(seen)).toEqual([]);
    expect(seen.length - ITEMS * ROUNDS).toBeLessThanOrEqual(BATCH * SHARDS_AT_ONCE);
  });

  test('has nothing left to do once it came to its end', async () => {
    const { handler, goOn } = await stoppedBy('SIGINT');
    await goOn();
    const before = (await handler.seen()).length;
    const { code, report } = await goOn();
    expect({ code, done: report.done }).toEqual({ code: 0, done: 0 });
    expect(await handler.seen()).toHaveLength(before);
  });

  test('is one replay, and none with other ends, another filter or another handler', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    const state = join(folder, 'place.json');
    const replayWith = (...args: readonly string[]) =>
      runCli(local.endpoint, ['replay', 'kept', '--settle', '100ms', '--state', state, ...args]);
    const own = ['--handler', handler.path];
    expect((await replayWith(...bounds, ...own)).code).toBe(0);
    const [, from = '', , to = ''] = bounds;
    const before = await handler.seen();
    for (const args of [
      ['--from', '2026-11-01', '--to', to, ...own],
      ['--from', from, '--to', '2036-11-01', ...own],
      [...bounds, ...own, '--filter', '{"eventName":["INSERT"]}'],
      [...bounds, '--handler', (await handlerFile(await freshFolder())).path],
    ]) {
      const { code, stderr } = await replayWith(...args);
      expect(stderr).toMatch(/would leave out what that one has done.*\[STATE_OF_ANOTHER_RUN\]/);
      expect(code).toBe(1);
    }
    expect(await handler.seen()).toEqual(before);
  });

  test('is not begun at a place that cannot be read', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    const state = join(folder, 'place.json');
    await writeFile(state, '{"version":1,"run":{');
    const { code, stderr } = await runCli(local.endpoint, [
      ...['replay', 'kept', ...bounds, '--state', state, '--handler', handler.path],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/not the state of a replay.*\[STATE_UNREADABLE\]/);
  });

  test.each([
    ['no end', '--to', ['--from', '2026-11-24T10:00:00Z']],
    ['an end that moves', '--to', ['--from', '2026-11-24T10:00:00Z', '--to', 'now']],
    ['a beginning that moves', '--from', ['--from', '1h', '--to', '2026-11-24T18:00:00Z']],
  ])('does not begin with %s, which it could not go on with', async (_, flag, args) => {
    const { code, stderr } = await runCli(local.endpoint, [
      ...['replay', 'orders', ...args, '--state', 'x.json', '--handler', 'y.js'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`give ${flag} as a time .*\\[STATE_NEEDS_FIXED_ENDS\\]`));
  });
});
