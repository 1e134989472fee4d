// The whole road by real parts: `pnpm --filter @millrace/local bench:road [records]`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { zipSync } from 'fflate';
import { startCloud } from '../dist/index.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const records = Number(process.argv[2] ?? 100_000);
const latencyWrites = 500;
const idleSeconds = 10;

const cloud = await startCloud({ shardsPerTable: 4 });
const dynamodb = new DynamoDBClient({
  endpoint: cloud.endpoint,
  region: cloud.region,
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
const now = () => performance.timeOrigin + performance.now();

async function makeTable(TableName) {
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return TableDescription.LatestStreamArn;
}

async function makeFunction(name, source) {
  await cloud.functions.create({
    name,
    zip: zipSync({ 'index.js': Buffer.from(source) }),
    settings: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/bench',
      Description: '',
      Timeout: 60,
      MemorySize: 512,
      Environment: {},
      Architectures: ['arm64'],
      kept: {},
    },
  });
}

/** Calls `seen` with each batch that is done; the result stops it. */
const onDone = (seen) =>
  cloud.on((event) => {
    if (event.type === 'mapping' && event.event.type === 'invocation-succeeded') {
      seen(event.event.records);
    }
  });

async function map(streamArn, functionName, more = {}) {
  const { uuid } = await cloud.mappings.create({
    EventSourceArn: streamArn,
    FunctionName: functionName,
    StartingPosition: 'TRIM_HORIZON',
    ...more,
  });
  return uuid;
}

const order = (id) => ({ id: { S: id }, status: { S: 'PLACED' }, total: { N: '1999' } });

async function measureLatency() {
  const handled = new Map();
  const stop = cloud.on((event) => {
    if (event.type !== 'function-log') return;
    const [id, at] = event.line.split('\t').at(-1).split(' ');
    handled.set(id, Number(at));
  });
  const streamArn = await makeTable('latency');
  await makeFunction(
    'clock',
    `exports.handler = async ({ Records }) => {
      const at = performance.timeOrigin + performance.now();
      for (const { dynamodb } of Records) console.log(dynamodb.Keys.id.S + ' ' + at);
    };`,
  );
  await map(streamArn, 'clock');
  await cloud.mappings.settled();
  const acknowledged = new Map();
  for (let n = 0; n < latencyWrites; n += 1) {
    const id = `order-${n}`;
    await dynamodb.send(new PutItemCommand({ TableName: 'latency', Item: order(id) }));
    acknowledged.set(id, now());
    await sleep(10);
  }
  while (handled.size < latencyWrites) await sleep(20);
  stop();
  // The first ones start the function's children.
  const waits = [...acknowledged].slice(50).map(([id, at]) => handled.get(id) - at);
  waits.sort((a, b) => a - b);
  const percentile = (share) => waits[Math.floor(waits.length * share)];
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

async function measureIdle() {
  const before = process.cpuUsage();
  await sleep(idleSeconds * 1000);
  const { user, system } = process.cpuUsage(before);
  return { percentOfACore: (user + system) / 1e4 / idleSeconds };
}

async function measureCatchUp() {
  const streamArn = await makeTable('backlog');
  const writeStart = now();
  let next = 0;
  const write = async () => {
    while (next < records) {
      const batch = Array.from({ length: Math.min(25, records - next) }, () => {
        next += 1;
        return { PutRequest: { Item: order(`order-${next}`) } };
      });
      await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { backlog: batch } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
  const writeSeconds = (now() - writeStart) / 1000;
  await makeFunction('no-op', 'exports.handler = async () => {};');
  let done = 0;
  const start = now();
  const finished = new Promise((resolve) => {
    const stop = onDone((batch) => {
      done += batch.length;
      if (done < records) return;
      stop();
      resolve();
    });
  });
  await map(streamArn, 'no-op', { BatchSize: 1000 });
  await finished;
  const seconds = (now() - start) / 1000;
  return {
    records,
    seconds,
    perSecond: records / seconds,
    writesPerSecond: records / writeSeconds,
  };
}

const latency = await measureLatency();
const idle = await measureIdle();
const catchUp = await measureCatchUp();
await cloud.stop();
dynamodb.destroy();

const round = (value) => Math.round(value * 100) / 100;
console.table({
  'acknowledged write to handler, p50 (ms)': round(latency.p50),
  'acknowledged write to handler, p95 (ms)': round(latency.p95),
  'acknowledged write to handler, p99 (ms)': round(latency.p99),
  'idle, 4 shards (% of a core)': round(idle.percentOfACore),
  [`catch-up of ${records}, no-op function (records/s)`]: Math.round(catchUp.perSecond),
  'written before by BatchWriteItem (items/s)': Math.round(catchUp.writesPerSecond),
});
const folder = 'bench-results';
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, 'road.json'),
  JSON.stringify({ node: process.version, latency, idle, catchUp }, null, 2),
);
