import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RedriveReport } from '../src/redrive/redrive-report.js';
import { runCli, startCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { failedBatches, failureDocument, sendShuffled } from './support/failed-batches.js';
import { freshFolder, handlerFile, outOfOrder } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const ITEMS = 12;
const ROUNDS = 12;
const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:orders';

let local: LocalCloud;
let streamArn: string;
beforeAll(async () => {
  local = await LocalCloud.start();
  streamArn = await local.createTable('orders');
  for (let round = 0; round < ROUNDS; round += 1) {
    const writes = Array.from({ length: ITEMS }, (_, item) =>
      local.put('orders', `i${item}`, { round: String(round) }),
    );
    await Promise.all(writes);
    if (round === 5) await local.cloud.splitShard('orders');
    if (round === 9) await local.cloud.rollShards('orders');
  }
});
afterAll(() => local.stop());

/** A queue that holds one failure record for each batch of the whole stream. */
async function fullQueue(name: string) {
  const { url } = await local.createQueue(name);
  await sendShuffled(local, url, await failedBatches(local, streamArn, functionArn, 10));
  return url;
}

async function waiting(url: string): Promise<number> {
  const { Attributes } = await local.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes?.['ApproximateNumberOfMessages']) +
    Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'])
  );
}

async function redrive(args: readonly string[]) {
  const { code, stdout, stderr } = await runCli(local.endpoint, [
    ...['redrive', ...args, '--yes', '--json'],
  ]);
  if (stdout === '') throw new Error(stderr);
  return { code, report: JSON.parse(stdout) as RedriveReport };
}

describe('a redrive', () => {
  test('runs every record once, each item in the order of its writes across splits, and empties the queue', async () => {
    const handler = await handlerFile(await freshFolder());
    const url = await fullQueue('all');
    const { code, report } = await redrive([url, '--handler', handler.path]);
    const seen = await handler.seen();
    expect(code).toBe(0);
    expect(report).toMatchObject({ records: ITEMS * ROUNDS, done: ITEMS * ROUNDS, failed: [] });
    expect(report.removed).toBe(report.messages);
    expect(new Set(seen.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(ITEMS * ROUNDS);
    expect(seen).toHaveLength(ITEMS * ROUNDS);
    expect(outOfOrder(seen)).toEqual([]);
    expect(await waiting(url)).toBe(0);
  });

  test('finds nothing to do the second time', async () => {
    const handler = await handlerFile(await freshFolder());
    const url = await fullQueue('twice');
    await redrive([url, '--handler', handler.path]);
    const before = (await handler.seen()).length;
    const { code, report } = await redrive([url, '--handler', handler.path]);
    expect({ code, messages: report.messages }).toEqual({ code: 0, messages: 0 });
    expect(await handler.seen()).toHaveLength(before);
  });

  test('changes nothing when it only looks', async () => {
    const url = await fullQueue('look');
    const count = await waiting(url);
    const { code, stdout, stderr } = await runCli(local.endpoint, ['redrive', url, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(`${ITEMS * ROUNDS} records in ${count} messages would be run.`);
    expect(stderr).toMatch(/shard +messages +records +time left/);
    expect(stderr).toMatch(/23h 5\dm/);
    const again = await runCli(local.endpoint, ['redrive', url, '--dry-run']);
    expect(again.stdout).toContain(`${count} messages would be run`);
  });

  test('keeps the messages of records that fail again, and runs all others', async () => {
    const handler = await handlerFile(await freshFolder(), { failOn: 'i3' });
    const url = await fullQueue('poison');
    const { code, report } = await redrive([url, '--handler', handler.path, '--retries', '0']);
    expect(code).toBe(2);
    expect(report.done).toBe((ITEMS - 1) * ROUNDS);
    expect(report.failed.length).toBeGreaterThan(0);
    expect(await waiting(url)).toBe(report.failed.length);
    expect(report.removed).toBe(report.messages - report.failed.length);
  });

  test('killed in the middle and run again loses nothing and repeats only what was not removed yet', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder, { delay: 50 });
    const url = await fullQueue('killed');
    const args = ['redrive', url, '--handler', handler.path, '--yes', '--json', '--hold', '2s'];
    const first = startCli(local.endpoint, [...args, '--batch-size', '10']);
    await eventually(async () => (await handler.seen()).length > 30, 'the first records to be run');
    first.child.kill('SIGKILL');
    await first.ended;
    const before = await handler.seen();
    expect(before.length).toBeLessThan(ITEMS * ROUNDS);
    const again = await eventually(async () => {
      const { code, report } = await redrive([url, '--handler', handler.path, '--hold', '2s']);
      return code === 0 && report;
    }, 'the messages to come back and be run');
    expect(again.held).toBe(0);
    const seen = await handler.seen();
    expect(new Set(seen.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(ITEMS * ROUNDS);
    expect(outOfOrder(seen)).toEqual([]);
    expect(seen.length).toBeLessThanOrEqual(ITEMS * ROUNDS + before.length);
    expect(await waiting(url)).toBe(0);
  });

  test('speaks of messages that another reader held, even when they come back while it runs', async () => {
    const handler = await handlerFile(await freshFolder(), { delay: 300 });
    const url = await fullQueue('shared');
    const { Messages = [] } = await local.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 3 }),
    );
    const { code, report } = await redrive([url, '--handler', handler.path, '--batch-size', '1']);
    expect(report.held).toBe(Messages.length);
    expect(code).toBe(2);
    await eventually(
      async () => (await redrive([url, '--handler', handler.path])).code === 0,
      'the held messages to be run',
    );
    const numbers = (await handler.seen()).map(({ sequenceNumber }) => sequenceNumber);
    expect(new Set(numbers).size).toBe(ITEMS * ROUNDS);
  });

  test('gives everything back on Ctrl-C, and says that it was stopped', async () => {
    const handler = await handlerFile(await freshFolder(), { delay: 100 });
    const url = await fullQueue('stopped');
    const cli = startCli(local.endpoint, [
      ...['redrive', url, '--handler', handler.path, '--yes', '--json', '--batch-size', '5'],
    ]);
    await eventually(async () => (await handler.seen()).length > 0, 'the first record to be run');
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(130);
    const report: RedriveReport = JSON.parse(stdout);
    expect(report).toMatchObject({ interrupted: true, done: (await handler.seen()).length });
    const { report: rest } = await redrive([url, '--handler', handler.path]);
    expect(rest.messages).toBe(report.messages - report.removed);
    expect(outOfOrder(await handler.seen())).toEqual([]);
  });

  test('names expired records in a file, once, and keeps their messages', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    const file = join(folder, 'expired.jsonl');
    const { url } = await local.createQueue('expired');
    const gone = failureDocument({
      ...{ functionArn, streamArn, shardId: 'shardId-00000001500000000000-deadbeef' },
      ...{ start: '1000001500000000000000000', end: '1000001500000000000000009' },
      ...{ batchSize: 10, at: new Date('2017-07-14T02:40:00Z') },
    });
    await sendShuffled(local, url, [gone]);
    for (const _time of [1, 2]) {
      const { code, report } = await redrive([url, '--handler', handler.path, '--expired', file]);
      expect(code).toBe(3);
      expect(report).toMatchObject({ expired: 1, done: 0, removed: 0, expiredFile: file });
    }
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(JSON.parse(lines[0] ?? '').message)).toEqual(gone);
    expect(await waiting(url)).toBe(1);
    await redrive([url, '--expired', file, '--remove-expired', '--handler', handler.path]);
    expect(await waiting(url)).toBe(0);
  });

  test('runs parked records, which carry everything themselves', async () => {
    const handler = await handlerFile(await freshFolder());
    const { url } = await local.createQueue('parked');
    for (const sequenceNumber of ['100000000000000000000002', '100000000000000000000001']) {
      const record = {
        ...{ eventID: sequenceNumber, eventName: 'INSERT', eventVersion: '1.1' },
        ...{ eventSource: 'aws:dynamodb', awsRegion: 'eu-central-1', eventSourceARN: streamArn },
        dynamodb: {
          ApproximateCreationDateTime: 1_500_000_000,
          Keys: { id: { S: 'p' } },
          NewImage: { id: { S: 'p' }, round: { S: sequenceNumber.slice(-1) } },
          SequenceNumber: sequenceNumber,
          SizeBytes: 10,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      };
      const MessageBody = JSON.stringify({ version: '1', record, error: { name: 'E' }, where: {} });
      await local.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    }
    const { code } = await redrive([url, '--handler', handler.path]);
    expect(code).toBe(0);
    expect((await handler.seen()).map(({ round }) => round)).toEqual([1, 2]);
  });

  test('saves the records whole before they expire, to be run from the file later', async () => {
    const folder = await freshFolder();
    const file = join(folder, 'rescued.jsonl');
    const handler = await handlerFile(folder);
    const url = await fullQueue('rescue');
    const { report } = await redrive([url, '--rescue', file]);
    expect(report).toMatchObject({ rescued: report.messages, done: 0, removed: 0 });
    expect(await waiting(url)).toBe(report.messages);
    const { code, report: run } = await redrive([file, '--handler', handler.path]);
    expect({ code, done: run.done }).toEqual({ code: 0, done: ITEMS * ROUNDS });
    expect(outOfOrder(await handler.seen())).toEqual([]);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  test('runs only what a pattern selects, and keeps every message that holds more', async () => {
    const handler = await handlerFile(await freshFolder());
    const url = await fullQueue('only');
    const count = await waiting(url);
    const only = '{"dynamodb":{"Keys":{"id":{"S":["i7"]}}}}';
    const { report } = await redrive([url, '--handler', handler.path, '--only', only]);
    expect(report).toMatchObject({ done: ROUNDS, removed: 0 });
    expect(new Set((await handler.seen()).map(({ id }) => id))).toEqual(new Set(['i7']));
    expect(await waiting(url)).toBe(count);
  });

  test('uses the deployed function, and leaves alone what it cannot read', async () => {
    const name = 'deployed';
    const arn = await local.createFunction(name, 'exports.handler = async () => ({});');
    const { url } = await local.createQueue('deployed');
    const [batch] = await failedBatches(local, streamArn, arn, 10);
    await sendShuffled(local, url, [batch ?? {}]);
    await local.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'hello' }));
    const { code, report } = await redrive([url]);
    expect(code).toBe(2);
    expect(report).toMatchObject({ done: 10, removed: 1 });
    expect(report.unreadable[0]?.reason).toMatch(/not a JSON object/);
    expect(await waiting(url)).toBe(1);
  });

  test('says in one line what it cannot work with', async () => {
    const url = await fullQueue('errors');
    const noFunction = await runCli(local.endpoint, ['redrive', url, '--yes']);
    expect(noFunction.stderr).toMatch(/no function .*--handler.*\[FUNCTION_NOT_FOUND\]/);
    const noFile = await runCli(local.endpoint, ['redrive', url, '--handler', 'no.js', '--yes']);
    expect(noFile.stderr).toMatch(/\[HANDLER_NOT_FOUND\]/);
    const handler = await handlerFile(await freshFolder());
    const nobody = await runCli(local.endpoint, ['redrive', url, '--handler', handler.path]);
    expect(nobody.stderr).toMatch(/\[NEEDS_YES\]/);
    for (const { code } of [noFunction, noFile, nobody]) expect(code).toBe(1);
  });
});
