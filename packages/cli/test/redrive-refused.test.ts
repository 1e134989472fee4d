import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jsonLines, runCli } from './support/cli.js';
import { failedBatches, sendShuffled } from './support/failed-batches.js';
import { Front } from './support/front.js';
import { freshFolder } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const ROUNDS = 5;
/** Calls of the function until its caller's credentials expire. */
const CALLS = 3;

let local: LocalCloud;
let front: Front;
beforeAll(async () => {
  local = await LocalCloud.start({ shardsPerTable: 1 });
  front = await Front.before(local.endpoint);
});
afterAll(async () => {
  await front.stop();
  await local.stop();
});

describe('a redrive whose credentials expire in the middle', () => {
  test('says so, has removed what was run, and goes on from there with new ones', async () => {
    const log = join(await freshFolder(), 'rounds');
    const streamArn = await local.createTable('orders');
    const functionArn = await local.createFunction(
      'consumer',
      `exports.handler = async ({ Records }) => {
  for (const { dynamodb } of Records) require('node:fs').appendFileSync(${JSON.stringify(log)}, dynamodb.NewImage.round.S);
};`,
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      await local.put('orders', 'same', { round: String(round) });
    }
    const { url } = await local.createQueue('failures');
    await sendShuffled(local, url, await failedBatches(local, streamArn, functionArn, 1));
    let calls = 0;
    front.answer = ({ operation }) => {
      if (!operation.endsWith('/invocations')) return undefined;
      calls += 1;
      return calls > CALLS ? { error: 'ExpiredTokenException', status: 403 } : undefined;
    };
    const args = ['redrive', url, '--yes', '--json', '--batch-size', '1'];

    const refused = await runCli(front.endpoint, args);
    expect(refused.stderr).toMatch(/ExpiredTokenException.*credentials.*\[FUNCTION_REFUSED\]/);
    expect(jsonLines<object>(refused.stdout)).toEqual([
      { error: { code: 'FUNCTION_REFUSED', message: expect.stringContaining('ExpiredToken') } },
    ]);
    expect(refused.code).toBe(1);
    const { Attributes } = await local.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe(String(ROUNDS - CALLS));

    const { code } = await runCli(local.endpoint, args);
    expect(code).toBe(0);
    expect(await readFile(log, 'utf8')).toBe('01234');
  });
});

describe('a redrive of a file', () => {
  test('leaves the records that another command saves in it meanwhile', async () => {
    const folder = await freshFolder();
    const file = join(folder, 'failed.jsonl');
    const lineOf = (id: string, number: number) => {
      const record = {
        ...{ eventID: id, eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb' },
        ...{ awsRegion: 'eu-central-1' },
        eventSourceARN: 'arn:aws:dynamodb:eu-central-1:000000000000:table/gone/stream/2026',
        dynamodb: {
          ...{ ApproximateCreationDateTime: 1_500_000_000, Keys: { id: { S: id } } },
          ...{ SequenceNumber: `10000000000000000000000${number}`, SizeBytes: 1 },
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      };
      return `${JSON.stringify({ version: '1', record })}\n`;
    };
    const late = lineOf('late', 9);
    const handler = join(folder, 'handler.js');
    await appendFile(file, lineOf('early', 1));
    await appendFile(
      handler,
      `exports.handler = async () => require('node:fs').appendFileSync(${JSON.stringify(file)}, ${JSON.stringify(late)});`,
    );
    const args = ['redrive', file, '--handler', handler, '--yes'];
    expect((await runCli(local.endpoint, args)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toBe(late);
  });
});
