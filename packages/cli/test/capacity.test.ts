import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from './support/cli.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start({ shardsPerTable: 3 });
});
afterAll(() => local.stop());

describe('millrace capacity', () => {
  test('foretells a load that is given', async () => {
    const { code, stdout } = await runCli(local.endpoint, [
      ...['capacity', '--write-rate', '500', '--record-size', '2000', '--pass-rate', '0.2'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/load +500\.0 changes\/s of 2000 bytes, 20 % pass the filter/);
    expect(stdout).toMatch(/cost +\$\d+\.\d\d a month, \$\d+\.\d\d without the filter/);
  });

  test('measures on a table what is not given', async () => {
    const streamArn = await local.createTable('orders');
    await local.createFunction('consumer', 'exports.handler = async () => ({});');
    await local.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'consumer',
        EventSourceArn: streamArn,
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 25,
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      }),
    );
    for (let round = 0; round < 4; round += 1) {
      for (let item = 0; item < 5; item += 1)
        await local.put('orders', `i${item}`, { r: `${round}` });
      await new Promise((resolve) => setTimeout(resolve, 900));
    }
    const { stdout } = await runCli(local.endpoint, ['capacity', 'orders', '--json']);
    const { load } = JSON.parse(stdout);
    expect(load).toMatchObject({ passRate: 0.25, shards: 3, batchSize: 25, window: 0 });
    expect(load.writeRate).toBeGreaterThan(2);
    expect(load.writeRate).toBeLessThan(12);
    expect(load.recordSize).toBeGreaterThan(200);
  });

  test('ends with 2 when the mapping falls behind, and says when records are lost', async () => {
    const args = ['capacity', '--write-rate', '900', '--shards', '1', '--record-time', '10ms'];
    const { code, stdout } = await runCli(local.endpoint, args);
    expect(code).toBe(2);
    expect(stdout).toMatch(/grows without end; records are lost after 1d/);
  });

  test('asks for the rate that it cannot see', async () => {
    const { code, stderr } = await runCli(local.endpoint, ['capacity']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--write-rate .*\[WRITE_RATE_UNKNOWN\]/);
  });
});
