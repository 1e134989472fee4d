import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const runbook = readFileSync(join(__dirname, '../../../docs/runbook.md'), 'utf8');

/** The commands of one day, with the code that each is said to end with. */
function commandsOf(day: number) {
  const section = runbook.split(/^## /m).find((text) => text.startsWith(`${day}. `)) ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith('millrace '))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/\s+#\s/);
      return { command, code: Number(/exits (\d+)/.exec(comment)?.[1] ?? 0) };
    });
}

/** Words as a shell would split them: spaces part, single quotes hold together. */
function wordsOf(command: string, values: Readonly<Record<string, string>>): readonly string[] {
  const words = command.match(/'[^']*'|\S+/g) ?? [];
  return words
    .slice(1)
    .map((word) => word.replace(/^'(.*)'$/, '$1'))
    .map((word) => word.replace(/\$([A-Z]+)/g, (_, name) => values[name] ?? ''));
}

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
});
afterAll(() => local.stop());

/** A table whose function fails on the item `bad`, with a failure queue. */
async function badDay(name: string, settings: Partial<CreateEventSourceMappingCommandInput> = {}) {
  const folder = await freshFolder();
  const streamArn = await local.createTable(name);
  const queue = await local.createQueue(`${name}-failures`);
  await local.createFunction(
    name,
    `exports.handler = async ({ Records }) => {
  const bad = Records.find(({ dynamodb }) => dynamodb.Keys.id.S.startsWith('bad'));
  return { batchItemFailures: bad ? [{ itemIdentifier: bad.dynamodb.SequenceNumber }] : [] };
};`,
  );
  const { UUID = '' } = await local.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 0,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
      ...settings,
    }),
  );
  await local.cloud.mappings.settled();
  const handler = await handlerFile(folder);
  const values = { TABLE: name, QUEUE: queue.url, HANDLER: handler.path, FOLDER: folder };
  const waiting = async () => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames });
    return Number((await local.sqs.send(command)).Attributes?.['ApproximateNumberOfMessages']);
  };
  return { UUID, handler, values, waiting };
}

async function lastResult(UUID: string): Promise<string | undefined> {
  const command = new GetEventSourceMappingCommand({ UUID });
  return (await local.lambda.send(command)).LastProcessingResult;
}

async function follow(day: number, values: Readonly<Record<string, string>>) {
  const commands = commandsOf(day);
  expect(commands.length).toBeGreaterThan(1);
  for (const { command, code } of commands) {
    const result = await runCli(local.endpoint, wordsOf(command, values));
    expect({ command, ...result }).toMatchObject({ command, code });
  }
}

describe('the runbook, followed word by word, mends', () => {
  test('a poison record', async () => {
    const { UUID, handler, values, waiting } = await badDay('poison');
    for (const id of ['a', 'bad', 'b']) await local.put('poison', id);
    await eventually(async () => (await waiting()) === 1, 'the failure message');
    // The shards run side by side, so that the bad one may have been the last to be heard of.
    await local.put('poison', 'c');
    await eventually(async () => (await lastResult(UUID)) === 'OK', 'a good batch after it');
    await follow(1, values);
    expect((await handler.seen()).map(({ id }) => id)).toEqual(['bad']);
    expect(await waiting()).toBe(0);
  });

  test('an outage of ten hours', async () => {
    const { UUID, handler, values, waiting } = await badDay('outage');
    for (const id of ['bad1', 'bad2', 'bad3']) await local.put('outage', id);
    await eventually(async () => (await waiting()) === 3, 'the failure messages');
    await local.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await local.cloud.mappings.settled();
    await local.put('outage', 'later');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await follow(2, values);
    const ids = (await handler.seen()).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(['bad1', 'bad2', 'bad3']));
    expect(await waiting()).toBe(0);
  });

  test('a filter that lets nothing through', async () => {
    const Pattern = '{"eventName":["INSERTED"]}';
    const { handler, values } = await badDay('filtered', {
      FilterCriteria: { Filters: [{ Pattern }] },
    });
    for (const id of ['a', 'b', 'c']) await local.put('filtered', id);
    await follow(3, values);
    expect(new Set((await handler.seen()).map(({ id }) => id))).toEqual(new Set(['a', 'b', 'c']));
  });

  test('a table that was replaced', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    await local.createTable('replaced');
    for (const id of ['a', 'b', 'c']) await local.put('replaced', id);
    const values = { TABLE: 'replaced', HANDLER: handler.path, FOLDER: folder };
    await follow(4, values);
    expect(new Set((await handler.seen()).map(({ id }) => id))).toEqual(new Set(['a', 'b', 'c']));
  });

  test('a failure queue that is full', async () => {
    const { handler, values, waiting } = await badDay('full');
    for (let item = 0; item < 8; item += 1) await local.put('full', `bad${item}`);
    await eventually(async () => (await waiting()) === 8, 'the failure messages');
    await follow(5, values);
    expect(await handler.seen()).toHaveLength(8);
    expect(await waiting()).toBe(0);
  });
});

test('every example in the commands’ help names flags that there are', async () => {
  const names = [...['tail', 'run', 'lag', 'redrive', 'replay', 'backfill', 'doctor', 'capacity']];
  for (const name of names) {
    const { stdout } = await runCli(local.endpoint, [name, '--help']);
    const [usage = '', examples = ''] = stdout.split('Examples:');
    expect({ name, examples }).not.toEqual({ name, examples: '' });
    const used = examples.split('\n').filter((line) => line.trim().startsWith('millrace'));
    for (const [flag] of used.join('\n').matchAll(/(?<=\s)--[a-z-]+/g)) {
      expect({ name, usage, flag, known: usage.includes(flag) }).toMatchObject({ known: true });
    }
  }
});
