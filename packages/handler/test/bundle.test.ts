import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { streamEvent } from '../src/index.js';
import { makeOrder } from './support/orders.js';
import { RecordingServer } from './support/recording-server.js';

const run = promisify(execFile);
const workspace = join(__dirname, '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bundle-'));
  await Promise.all([
    bundle('src/orders.ts', 'orders.js'),
    bundle('bench/entries/audit-only.ts', 'audit.js'),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

async function bundle(entry: string, name: string): Promise<void> {
  await run('node', ['scripts/bundle.mjs', entry, join(folder, name)], { cwd: workspace });
}

/** Runs the bundle's handler in a process of its own, as the runtime does; gives its output. */
async function invokeBundle(event: object, environment: Readonly<Record<string, string>> = {}) {
  const program = `
    const loaded = [];
    const { Module } = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => { loaded.push(name); return load(name, ...rest); };
    const { handler } = require(process.argv[1]);
    const context = { functionName: 'orders', getRemainingTimeInMillis: () => 3000 };
    const clientsAtStart = loaded.filter((name) => /^(node:)?https?$/.test(name)).length;
    handler(JSON.parse(process.argv[2]), context).then((answer) => {
      const clients = loaded.filter((name) => /^(node:)?https?$/.test(name)).length;
      console.log(JSON.stringify({ message: 'done', answer, clientsAtStart, clients }));
    });`;
  const { stdout } = await run(
    'node',
    ['-e', program, join(folder, 'orders.js'), JSON.stringify(event)],
    { env: { PATH: process.env['PATH'], ...environment } },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return {
    changes: lines.filter(({ message }) => message === 'change'),
    metrics: lines.find((line) => '_aws' in line),
    done: lines.find(({ message }) => message === 'done'),
  };
}

const placed = makeOrder();
const paid = makeOrder({ status: 'PAID', version: 2 });

describe('the bundle', () => {
  test('is the same bytes every time', async () => {
    await bundle('src/orders.ts', 'again.js');
    const [once, again] = await Promise.all(
      ['orders.js', 'again.js'].map((name) => readFile(join(folder, name))),
    );
    expect(again?.equals(once ?? Buffer.alloc(0))).toBe(true);
  });

  test('is at most 600 KB, and 60 KB for a consumer that only audits', async () => {
    expect((await stat(join(folder, 'orders.js'))).size).toBeLessThanOrEqual(600_000);
    expect((await stat(join(folder, 'audit.js'))).size).toBeLessThanOrEqual(60_000);
  });

  test('writes one line a change after it was handled', async () => {
    const event = streamEvent().insert(placed).modify(placed, paid).remove(paid);
    const { changes, done } = await invokeBundle(event, { REDACTED_ATTRIBUTES: 'customerId' });
    expect(done.answer).toEqual({ batchItemFailures: [] });
    expect(changes).toMatchObject([
      { level: 'INFO', kind: 'insert', eventName: 'INSERT', keys: { orderId: 'o-1' }, version: 1 },
      {
        kind: 'modify',
        eventName: 'MODIFY',
        keys: { orderId: 'o-1' },
        sequenceNumber: event.Records[1]?.dynamodb?.SequenceNumber,
        eventId: event.Records[1]?.eventID,
        attempt: 1,
        version: 2,
        changes: [
          { path: 'status', before: 'PLACED', after: 'PAID' },
          { path: 'version', before: 1, after: 2 },
        ],
        before: { status: 'PLACED', customerId: '(redacted)' },
        after: { status: 'PAID' },
      },
      { kind: 'remove', version: 2 },
    ]);
  });

  test('writes its metrics in the embedded format, where alarms look for them', async () => {
    const { metrics } = await invokeBundle(streamEvent().insert(placed), {
      POWERTOOLS_SERVICE_NAME: 'orders',
    });
    expect(metrics).toMatchObject({
      service: 'orders',
      ChangesReceived: 1,
      ChangesHandled: 1,
      Inserts: 1,
      BatchAge: expect.any(Number),
      RetentionLeft: expect.any(Number),
      _aws: { CloudWatchMetrics: [{ Namespace: 'Millrace', Dimensions: [['service']] }] },
    });
  });

  test('gives back what it can neither handle nor park', async () => {
    const event = streamEvent().insert(placed).insert({ orderId: 'o-2', total: 'much' });
    const { changes, done } = await invokeBundle(event);
    expect(done.answer).toEqual({
      batchItemFailures: [{ itemIdentifier: event.Records[1]?.dynamodb?.SequenceNumber }],
    });
    expect(changes).toHaveLength(1);
  });

  test('loads a client for the first reaction that needs it, and none before', async () => {
    const server = new RecordingServer(() => ({ body: '{"Entries":[{"EventId":"e-1"}]}' }));
    const endpoint = await server.start();
    const environment = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      EVENT_BUS_NAME: 'orders',
    };
    const quiet = await invokeBundle(
      streamEvent().modify(placed, { ...placed, version: 2 }),
      environment,
    );
    expect(quiet.done).toMatchObject({ clientsAtStart: 0, clients: 0 });
    const loud = await invokeBundle(streamEvent().insert(placed), environment);
    expect(loud.done).toMatchObject({ answer: { batchItemFailures: [] }, clientsAtStart: 0 });
    expect(loud.done.clients).toBeGreaterThan(0);
    expect(server.requests).toHaveLength(1);
    await server.stop();
  });
});

test('the package does not load the Orders function', async () => {
  const program = `
    const { Module } = require('node:module');
    require(process.argv[1]);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout } = await run('node', ['-e', program, join(workspace, 'dist/index.js')]);
  expect(stdout).toMatch(/create-consumer\.js/);
  expect(stdout).not.toMatch(/orders(-consumer)?\.js|client-(sqs|s3|dynamodb|eventbridge)/);
});
