import {
  CreateEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LagReport } from '../src/lag/lag-report.js';
import { runCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
let uuid: string;
const setEnabled = async (Enabled: boolean) => {
  await local.lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled }));
  await local.cloud.mappings.settled();
};

beforeAll(async () => {
  local = await LocalCloud.start({ shardsPerTable: 2 });
  const streamArn = await local.createTable('orders');
  await local.createFunction('consumer', 'exports.handler = async () => ({});');
  const created = await local.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'consumer',
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    }),
  );
  uuid = created.UUID ?? '';
  await local.cloud.mappings.settled();
});
afterAll(() => local.stop());

async function lag(args: readonly string[] = []) {
  const { code, stdout } = await runCli(local.endpoint, [
    ...['lag', 'orders', '--json', '--sample', '100ms', ...args],
  ]);
  const report: LagReport = JSON.parse(stdout.split('\n')[0] ?? '');
  const [mapping] = report.mappings;
  const waiting = mapping?.shards.reduce((sum, shard) => sum + shard.waiting, 0);
  return { code, report, mapping, waiting };
}

describe('millrace lag', () => {
  test('counts exactly the records that a stopped mapping still has to deliver, and finds it late', async () => {
    await local.put('orders', 'before');
    await eventually(async () => (await lag()).waiting === 0, 'the mapping to catch up');
    await setEnabled(false);
    for (let item = 0; item < 30; item += 1) await local.put('orders', `i${item}`);
    await local.put('orders', 'i0', { changed: 'so that the filter keeps it out' });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { code, mapping, waiting, report } = await lag(['--max-age', '1s']);
    expect({ code, waiting }).toEqual({ code: 2, waiting: 30 });
    expect(mapping).toMatchObject({ function: 'consumer', positionsFrom: 'checkpoint' });
    expect(mapping?.state).toBe('Disabled');
    expect(report.iteratorAge).toBeGreaterThan(1_000);
    expect(
      Math.min(...(mapping?.shards.map(({ timeLeft }) => timeLeft ?? 0) ?? [])),
    ).toBeGreaterThan(23 * 3_600_000);
    expect(mapping?.shards.some(({ catchUp }) => catchUp === null)).toBe(true);
  });

  test('counts up to its bound and says that there may be more', async () => {
    const { mapping } = await lag(['--bound', '3']);
    expect(mapping?.shards).toEqual(
      expect.arrayContaining([expect.objectContaining({ waiting: 3, waitingIsAtLeast: true })]),
    );
  });

  test('is content once the mapping has caught up', async () => {
    await setEnabled(true);
    await eventually(async () => (await lag()).waiting === 0, 'the mapping to catch up');
    const { code, report } = await lag(['--max-age', '1s']);
    expect({ code, age: report.iteratorAge }).toEqual({ code: 0, age: 0 });
  });

  test('shows people one line for all shards in which nothing waits', async () => {
    const { stdout } = await runCli(local.endpoint, ['lag', 'orders', '--sample', '50ms']);
    expect(stdout).toMatch(/consumer Enabled/);
    expect(stdout).toMatch(/2 shards in which nothing waits/);
  });

  test('ends with 2 when nobody reads the table', async () => {
    await local.createTable('unread');
    const { code, stdout } = await runCli(local.endpoint, ['lag', 'unread', '--sample', '10ms']);
    expect(code).toBe(2);
    expect(stdout).toContain('No mapping reads this stream.');
  });
});
