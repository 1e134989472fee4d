import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type CloudEvent, startCloud } from '../src/index.js';
import { Queues } from '../src/queue/queues.js';
import { writeReceipt } from '../src/queue/receipt-handle.js';
import { eventually } from './support/eventually.js';
import { clientSettings } from './support/serve.js';
import { writeStack } from './support/stack.js';

test('a cloud that is started again on its data folder goes on where it stopped', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const stackFile = await writeStack();
  const events: CloudEvent[] = [];
  const start = () => startCloud({ stackFile, dataDir, onEvent: (event) => events.push(event) });
  const seen = () =>
    events.flatMap((event) =>
      event.type === 'function-log' ? [event.line.split('\t').at(-1) ?? ''] : [],
    );
  const put = (endpoint: string, id: string) =>
    new DynamoDBClient(clientSettings(endpoint)).send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }),
    );

  const first = await start();
  await put(first.endpoint, 'a');
  await eventually(() => (seen().includes('INSERT a') ? true : undefined), 'the first change');
  await first.stop();

  const second = await start();
  try {
    await put(second.endpoint, 'b');
    await eventually(() => (seen().includes('INSERT b') ? true : undefined), 'the second change');
    expect(seen()).toEqual(['INSERT a', 'INSERT b']);
    const { Count } = await new DynamoDBClient(clientSettings(second.endpoint)).send(
      new ScanCommand({ TableName: 'orders' }),
    );
    expect(Count).toBe(2);
  } finally {
    await second.stop();
  }
});

test('a batch that is given up while the cloud stops is still named in the queue', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const events: CloudEvent[] = [];
  const cloud = await startCloud({
    stackFile: await writeStack({
      source:
        "exports.handler = async () => { await new Promise((r) => setTimeout(r, 500)); throw new Error('no'); };",
      mapping: { maximum_retry_attempts: 0 },
    }),
    dataDir,
    onEvent: (event) => events.push(event),
  });
  await new DynamoDBClient(clientSettings(cloud.endpoint)).send(
    new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' } } }),
  );
  await eventually(
    () => (events.some(({ type }) => type === 'event-handed-over') ? true : undefined),
    'the function to have the event',
  );
  await cloud.stop();
  const queues = new Queues({
    region: 'eu-west-1',
    accountId: '000000000000',
    folder: join(dataDir, 'queues'),
  });
  const [record] = queues.get('failures').peek();
  expect(JSON.parse(record?.body ?? '{}')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted' },
  });
  queues.close();
});

test('a checkpoint that cannot be read stops the start, and nothing is left running', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const stackFile = await writeStack();
  const first = await startCloud({ stackFile, dataDir });
  const [mapping] = first.mappings.list();
  const port = Number(new URL(first.endpoint).port);
  await first.stop();
  const folder = join(dataDir, 'checkpoints');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${mapping?.uuid}.json`), 'not a checkpoint');
  await expect(startCloud({ stackFile, dataDir, port })).rejects.toMatchObject({
    code: 'STACK_REFUSED',
    message: expect.stringContaining('aws_lambda_event_source_mapping.mapping'),
  });
  await (await startCloud({ port })).stop();
});

test('a queue on a data folder keeps what was sent and not yet deleted, and its settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-queues-'));
  const open = () => new Queues({ region: 'eu-west-1', accountId: '000000000000', folder });
  const first = open();
  const queue = first.create('kept', { VisibilityTimeout: '5' });
  queue.send({ body: 'purged' });
  queue.purge();
  const [, deleted] = ['stays', 'goes', 'too'].map((body) => queue.send({ body }));
  queue.delete(writeReceipt({ messageId: deleted?.messageId ?? '', receiveCount: 1 }));
  first.create('removed');
  first.delete('removed');
  first.close();

  const second = open();
  expect(second.list().map(({ name }) => name)).toEqual(['kept']);
  expect(second.get('kept').settings.VisibilityTimeout).toBe(5);
  expect(
    second
      .get('kept')
      .peek()
      .map(({ body }) => body),
  ).toEqual(['stays', 'too']);
  second.close();
});

test('a queue’s journal that a crash cut off is read up to the cut', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-queues-'));
  const open = () => new Queues({ region: 'eu-west-1', accountId: '000000000000', folder });
  const first = open();
  first.create('cut').send({ body: 'whole' });
  first.close();
  appendFileSync(join(folder, 'cut.jsonl'), '{"sent":{"messageId":"x","bo');
  const second = open();
  second.get('cut').send({ body: 'after' });
  second.close();
  const bodies = open()
    .get('cut')
    .peek()
    .map(({ body }) => body);
  expect(bodies).toEqual(['whole', 'after']);
});
