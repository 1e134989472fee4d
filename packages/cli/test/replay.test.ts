import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { RunReport } from '../src/delivery/run-report.js';
import { runCli } from './support/cli.js';
import { freshFolder, handlerFile, outOfOrder } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

jest.setTimeout(30_000);

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

  test('keeps to the rate that it is given', async () => {
    const handler = await handlerFile(await freshFolder());
    const { report } = await replay([
      ...['--from', '1h', '--handler', handler.path, '--rate', '40', '--batch-size', '5'],
    ]);
    expect(report.done).toBeGreaterThanOrEqual(40);
    expect(report.duration).toBeGreaterThan(0.8);
  });

  test('does not begin what it could not go on with', async () => {
    const { code, stderr } = await runCli(local.endpoint, [
      ...['replay', 'orders', '--from', '1h', '--state', 'x.json', '--handler', 'y.js'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--to .*\[STATE_NEEDS_TO\]/);
  });
});
