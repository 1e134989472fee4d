import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RedriveReport } from '../src/redrive/redrive-report.js';
import { jsonLines, runCli } from './support/cli.js';
import { failedBatches, sendShuffled } from './support/failed-batches.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const ITEMS = 6;

let local: LocalCloud;
let streamArn: string;
let functionArn: string;
beforeAll(async () => {
  local = await LocalCloud.start();
  streamArn = await local.createTable('counted');
  functionArn = await local.createFunction('counter', 'exports.handler = async () => ({});');
  await local.lambda.send(
    new CreateEventSourceMappingCommand({
      ...{ FunctionName: 'counter', EventSourceArn: streamArn, StartingPosition: 'TRIM_HORIZON' },
      ...{ TumblingWindowInSeconds: 60, Enabled: false },
    }),
  );
  for (let at = 0; at < ITEMS; at += 1) await local.put('counted', `i${at}`);
});
afterAll(() => local.stop());

interface Summed {
  readonly shardId: string;
  readonly window: { readonly start: string; readonly end: string };
  readonly count: number;
}

/** A queue with a failure message for each batch of the stream. */
async function failureQueue(name: string) {
  const { url } = await local.createQueue(name);
  const documents = await failedBatches(local, streamArn, `${functionArn}:live`, 2);
  await sendShuffled(local, url, documents);
  const waiting = async () => {
    const { Attributes } = await local.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    return Number(Attributes?.['ApproximateNumberOfMessages']);
  };
  return { url, count: documents.length, waiting };
}

describe('records of a function that adds up in tumbling windows', () => {
  test('are left in their queue by a redrive, whole and explained', async () => {
    const { url, count, waiting } = await failureQueue('left');
    const { code, stdout } = await runCli(local.endpoint, ['redrive', url, '--yes', '--json']);
    const report: RedriveReport = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(report).toMatchObject({ messages: count, records: 0, done: 0, removed: 0 });
    expect(report.unreadable).toHaveLength(count);
    expect(report.unreadable[0]?.reason).toMatch(/counter adds records up .* windows of 60 s/);
    expect(await waiting()).toBe(count);
  });

  test('are given by a redrive to a handler that is named', async () => {
    const { url, waiting } = await failureQueue('named');
    const handler = await handlerFile(await freshFolder());
    const { code } = await runCli(local.endpoint, [
      ...['redrive', url, '--handler', handler.path, '--yes'],
    ]);
    expect(code).toBe(0);
    expect(await handler.seen()).toHaveLength(ITEMS);
    expect(await waiting()).toBe(0);
  });

  test('are saved whole by a redrive that rescues them', async () => {
    const { url, count } = await failureQueue('rescued');
    const file = join(await freshFolder(), 'rescued.jsonl');
    const { code } = await runCli(local.endpoint, ['redrive', url, '--rescue', file]);
    expect(code).toBe(0);
    const saved = jsonLines<{ payload: string }>(await readFile(file, 'utf8'));
    expect(saved).toHaveLength(count);
    expect(saved.flatMap(({ payload }) => JSON.parse(payload).Records)).toHaveLength(ITEMS);
  });

  test.each([
    ['replay', ['--from', '1h']],
    ['backfill', ['--state', 'never-made.json']],
  ])('are not given to it by a %s', async (command, flags) => {
    const { code, stderr } = await runCli(local.endpoint, [
      ...[command, 'counted', '--function', 'counter', ...flags],
    ]);
    expect(stderr).toMatch(/adds records up .*\[FUNCTION_COUNTS_WINDOWS\]/);
    expect(code).toBe(1);
  });

  test('come to a handler of this machine with the window and its state, as deployed', async () => {
    const folder = await freshFolder();
    const [path, log] = [join(folder, 'counter.js'), join(folder, 'events.jsonl')];
    await writeFile(
      path,
      `exports.handler = async ({ Records, window, state, shardId }) => {
  const count = (state.count ?? 0) + Records.length;
  require('node:fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify({ shardId, window, count }) + '\\n');
  return { state: { count } };
};`,
    );
    const { code } = await runCli(local.endpoint, [
      ...['run', 'counted', '--handler', path, '--horizon', '--count', String(ITEMS)],
      ...['--batch-size', '1'],
    ]);
    expect(code).toBe(0);
    const sums = new Map<string, number>();
    const events = jsonLines<Summed>(await readFile(log, 'utf8'));
    for (const { shardId, window, count } of events) {
      expect(Date.parse(window.end) - Date.parse(window.start)).toBe(60_000);
      sums.set(`${shardId} ${window.start}`, count);
    }
    expect([...sums.values()].reduce((sum, count) => sum + count)).toBe(ITEMS);
  });
});
