// How fast a mapping works off waiting records when the function does nothing.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  AwsStreamSource,
  createEventSourceMapping,
  defaultSettings,
  LambdaInvoker,
  MemoryCheckpoints,
} from '../dist/index.js';
import { noOp } from './lib/no-op.mjs';
import { orderRecord, streamArn } from './lib/records.mjs';
import { report, timed } from './lib/report.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const count = Number(process.argv[2] ?? 100_000);
const rounds = 5;

async function catchUp(source, invoker, settings) {
  let done = 0;
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const mapping = createEventSourceMapping({
    settings: { ...defaultSettings, startingPosition: 'TRIM_HORIZON', ...settings },
    functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:no-op',
    source,
    invoker,
    checkpoints: new MemoryCheckpoints(),
    observe: (event) => {
      if (event.type !== 'invocation-succeeded') return;
      done += event.records.length;
      if (done >= count) finish();
    },
  });
  const time = await timed(async () => {
    await mapping.start();
    await finished;
  });
  await mapping.stop();
  return time;
}

function simulatedSource() {
  const now = Math.floor(Date.now() / 1000);
  const records = Array.from({ length: count }, (_, n) => orderRecord(n, now));
  return {
    streamArn,
    listShards: async () => ({ shards: [{ shardId: 's', startingSequenceNumber: '1' }] }),
    openIterator: async () => '0',
    readRecords: async (iterator, limit) => {
      const begin = Number(iterator);
      const page = records.slice(begin, begin + limit);
      return { records: page, nextIterator: String(begin + page.length) };
    },
  };
}

async function overSdk(settings) {
  const path = fileURLToPath(new URL('lib/canned-endpoint.mjs', import.meta.url));
  const child = fork(path, [String(count)]);
  const [port] = await once(child, 'message');
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  };
  const client = new DynamoDBStreamsClient(config);
  const lambda = new LambdaClient(config);
  const source = new AwsStreamSource({ client, streamArn });
  const invoker = new LambdaInvoker({ client: lambda, functionName: 'no-op' });
  const time = await catchUp(source, invoker, settings);
  client.destroy();
  lambda.destroy();
  child.disconnect();
  return time;
}

const source = simulatedSource();
const ways = {
  'simulated, batches of 100': () => catchUp(source, noOp, {}),
  'simulated, batches of 1000': () => catchUp(source, noOp, { batchSize: 1000 }),
  'simulated, 10 lanes': () => catchUp(source, noOp, { parallelizationFactor: 10 }),
  'SDK clients over HTTP, batches of 100': () => overSdk({}),
  'SDK clients over HTTP, batches of 1000': () => overSdk({ batchSize: 1000 }),
};

// Each way in turn, again and again: what else the machine does then falls on all of them alike.
const times = Object.keys(ways).map((name) => ({ name, runs: [] }));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, runs } of times) {
    const repeated = name.startsWith('simulated') ? 3 : 1;
    for (let n = 0; n < repeated; n += 1) runs.push(await ways[name]());
  }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const perSecond = (runs, measure) => Math.round(median(runs.map((run) => count / run[measure])));
const rows = times.map(({ name, runs }) => ({
  source: name,
  records: count,
  'records/s, median': perSecond(runs, 'seconds'),
  'records per CPU second, median': perSecond(runs, 'cpu'),
}));
report('catch-up', rows);
