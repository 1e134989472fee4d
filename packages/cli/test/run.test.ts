import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jsonLines, runCli, startCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
});
afterAll(() => local.stop());

describe('millrace run', () => {
  test('runs a handler beside the deployed function, which keeps its own place', async () => {
    const streamArn = await local.createTable('beside');
    await local.createFunction('deployed', 'exports.handler = async () => ({});');
    await local.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'deployed',
        EventSourceArn: streamArn,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    const deployed: string[] = [];
    local.cloud.on((event) => {
      if (event.type !== 'mapping' || event.event.type !== 'invocation-succeeded') return;
      deployed.push(...event.event.records.map(({ dynamodb }) => dynamodb.SequenceNumber));
    });
    for (const id of ['a', 'b', 'c']) await local.put('beside', id);
    await eventually(() => deployed.length === 3, 'the deployed function');
    const handler = await handlerFile(await freshFolder());
    const { code, stdout } = await runCli(local.endpoint, [
      ...['run', 'beside', '--handler', handler.path, '--horizon', '--count', '3', '--json'],
    ]);
    expect(code).toBe(0);
    expect((await handler.seen()).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    expect(jsonLines(stdout).every(({ type }) => type === 'invocation-succeeded')).toBe(true);
    await local.put('beside', 'd');
    await eventually(() => deployed.length === 4, 'the deployed function to go on');
    expect(new Set(deployed).size).toBe(4);
  });

  test('loads the handler again when its file changes', async () => {
    await local.createTable('changing');
    const folder = await freshFolder();
    const path = join(folder, 'handler.js');
    const out = join(folder, 'out');
    const source = (name: string) =>
      `exports.handler = async () => { require('node:fs').appendFileSync(${JSON.stringify(out)}, '${name} '); };`;
    await writeFile(path, source('old'));
    const cli = startCli(local.endpoint, ['run', 'changing', '--handler', path, '--horizon']);
    await local.put('changing', 'a');
    const written = () => readFile(out, 'utf8').catch(() => '');
    await eventually(async () => (await written()) === 'old ', 'the old handler');
    await writeFile(path, source('new'));
    await eventually(() => cli.printed().stderr.includes('loaded again'), 'the handler to reload');
    await local.put('changing', 'b');
    await eventually(async () => (await written()) === 'old new ', 'the new handler');
    cli.child.kill('SIGINT');
    expect((await cli.ended).code).toBe(0);
  });

  test('survives a handler that crashes, saves what it cannot handle, and goes on', async () => {
    await local.createTable('crashing');
    const folder = await freshFolder();
    const path = join(folder, 'handler.js');
    const failed = join(folder, 'failed.jsonl');
    await writeFile(
      path,
      `exports.handler = async ({ Records }) => {
  if (Records.some(({ dynamodb }) => dynamodb.Keys.id.S === 'bad')) process.exit(3);
};`,
    );
    for (const id of ['a', 'bad', 'b']) await local.put('crashing', id);
    const { code, stdout } = await runCli(local.endpoint, [
      ...['run', 'crashing', '--handler', path, '--horizon', '--count', '3'],
      ...['--retries', '0', '--failed', failed],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/failed .*The process ended: exit status 3/);
    expect(stdout).toMatch(/given up 1 records .*RetryAttemptsExhausted/);
    const { payload }: { payload: string } = JSON.parse(await readFile(failed, 'utf8'));
    expect(JSON.parse(payload).Records[0].dynamodb.Keys).toEqual({ id: { S: 'bad' } });
  });

  test('says what a handler that does not load has thrown', async () => {
    await local.createTable('broken');
    const path = join(await freshFolder(), 'handler.js');
    await writeFile(path, "throw new RangeError('out of range')");
    const { code, stderr } = await runCli(local.endpoint, ['run', 'broken', '--handler', path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/RangeError: out of range .*\[HANDLER_NOT_LOADED\]/);
  });
});
