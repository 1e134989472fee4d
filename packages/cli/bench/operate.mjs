// How quick the operating commands are on the local cloud, each run as a user runs it: as a process of
// its own, with the real SDK. Prints a table and writes bench-results/operate.json.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const require = createRequire(import.meta.url);
const { startCloud } = require('@millrace/local');
const dynamodb = require('@aws-sdk/client-dynamodb');
const streams = require('@aws-sdk/client-dynamodb-streams');
const sqs = require('@aws-sdk/client-sqs');

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '../bin/millrace.js');
const ITEMS = 500;
const RECORDS = 10_000;
const PER_MESSAGE = 10;
const TAILED = 200;

const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
const cloud = await startCloud({ region: 'eu-central-1' });
const settings = {
  endpoint: cloud.endpoint,
  region: cloud.region,
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
};
const table = new dynamodb.DynamoDBClient(settings);
const reader = new streams.DynamoDBStreamsClient(settings);
const queues = new sqs.SQSClient(settings);

function millrace(args, onLine) {
  const child = spawn(process.execPath, [program, ...args, '--endpoint', cloud.endpoint], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  });
  const printed = { stdout: '', stderr: '' };
  let rest = '';
  child.stdout.on('data', (text) => {
    printed.stdout += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) onLine?.(line);
  });
  child.stderr.on('data', (text) => {
    printed.stderr += text;
  });
  return {
    child,
    printed,
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, ...printed }))),
  };
}

async function createTable(TableName) {
  const { TableDescription } = await table.send(
    new dynamodb.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return TableDescription.LatestStreamArn;
}

const put = (TableName, id, round) =>
  table.send(
    new dynamodb.PutItemCommand({
      TableName,
      Item: { id: { S: id }, round: { N: String(round) }, note: { S: 'x'.repeat(200) } },
    }),
  );

/** Writes RECORDS changes over ITEMS items, the changes of one item in the order of their rounds. */
async function fill(name) {
  for (let round = 0; round < RECORDS / ITEMS; round += 1) {
    for (let at = 0; at < ITEMS; at += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, item) => put(name, `i${at + item}`, round)));
    }
  }
}

async function failuresOf(streamArn) {
  const { StreamDescription } = await reader.send(
    new streams.DescribeStreamCommand({ StreamArn: streamArn }),
  );
  const documents = [];
  for (const { ShardId } of StreamDescription.Shards) {
    let { ShardIterator } = await reader.send(
      new streams.GetShardIteratorCommand({
        ...{ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' },
      }),
    );
    while (ShardIterator !== undefined) {
      const page = await reader.send(
        new streams.GetRecordsCommand({ ShardIterator, Limit: PER_MESSAGE }),
      );
      if (page.Records.length === 0) break;
      const first = page.Records[0].dynamodb;
      documents.push({
        requestContext: {
          ...{ requestId: 'r', functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:f' },
          ...{ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        },
        version: '1.0',
        timestamp: new Date().toISOString(),
        DDBStreamBatchInfo: {
          shardId: ShardId,
          startSequenceNumber: first.SequenceNumber,
          endSequenceNumber: page.Records.at(-1).dynamodb.SequenceNumber,
          approximateArrivalOfFirstRecord: first.ApproximateCreationDateTime.toISOString(),
          approximateArrivalOfLastRecord: first.ApproximateCreationDateTime.toISOString(),
          batchSize: page.Records.length,
          streamArn,
        },
      });
      ShardIterator = page.NextShardIterator;
    }
  }
  return documents;
}

async function send(QueueUrl, documents) {
  const shuffled = documents
    .map((document, index) => [(index * 7_919) % 10_007, document])
    .sort((a, b) => a[0] - b[0]);
  for (let at = 0; at < shuffled.length; at += 10) {
    const Entries = shuffled.slice(at, at + 10).map(([, document], index) => ({
      ...{ Id: String(index), MessageBody: JSON.stringify(document) },
    }));
    await queues.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

async function benchTail() {
  await createTable('tailed');
  const writtenAt = new Map();
  const shownAt = new Map();
  const run = millrace(['tail', 'tailed', '--json', '--shards'], (line) => {
    shownAt.set(JSON.parse(line).keys.id, performance.now());
  });
  while (!run.printed.stderr.includes('shard-opened')) await sleep(20);
  await sleep(1_000);
  for (let item = 0; item < TAILED; item += 1) {
    await put('tailed', `t${item}`, 0);
    writtenAt.set(`t${item}`, performance.now());
    await sleep(15);
  }
  await sleep(500);
  run.child.kill('SIGINT');
  await run.ended;
  // A change may be on the screen before its writer hears of it.
  const latencies = [...shownAt].map(([id, at]) => Math.max(0, at - writtenAt.get(id)));
  return {
    seen: latencies.length,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
  };
}

async function benchRedrive(streamArn) {
  const { QueueUrl } = await queues.send(new sqs.CreateQueueCommand({ QueueName: 'failures' }));
  const documents = await failuresOf(streamArn);
  await send(QueueUrl, documents);
  const noop = join(folder, 'noop.js');
  await writeFile(noop, 'exports.handler = async () => ({ batchItemFailures: [] });');
  const begun = performance.now();
  const args = ['redrive', QueueUrl, '--handler', noop, '--yes', '--json'];
  const { stdout, stderr } = await millrace(args).ended;
  const seconds = (performance.now() - begun) / 1_000;
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout);
  const again = JSON.parse((await millrace(args).ended).stdout);
  return { messages: documents.length, seconds, report, again };
}

async function checkOrder(streamArn) {
  const { QueueUrl } = await queues.send(new sqs.CreateQueueCommand({ QueueName: 'ordered' }));
  await send(QueueUrl, await failuresOf(streamArn));
  const log = join(folder, 'order.log');
  const handler = join(folder, 'order.js');
  await writeFile(
    handler,
    `exports.handler = async ({ Records }) => {
  const lines = Records.map(({ dynamodb }) => dynamodb.Keys.id.S + ' ' + dynamodb.NewImage.round.N + '\\n');
  require('node:fs').appendFileSync(${JSON.stringify(log)}, lines.join(''));
  return { batchItemFailures: [] };
};`,
  );
  await millrace(['redrive', QueueUrl, '--handler', handler, '--yes', '--json']).ended;
  const last = new Map();
  let violations = 0;
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  for (const line of lines) {
    const [id, round] = line.split(' ');
    if (Number(round) !== (last.get(id) ?? -1) + 1) violations += 1;
    last.set(id, Number(round));
  }
  return { records: lines.length, violations };
}

async function benchBackfill() {
  const name = 'backfilled';
  await createTable(name);
  for (let at = 0; at < RECORDS; at += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, item) => put(name, `b${at + item}`, 0)));
  }
  const args = ['backfill', name, '--handler', join(folder, 'noop.js'), '--json'];
  const begun = performance.now();
  const { stdout, stderr } = await millrace(args).ended;
  const seconds = (performance.now() - begun) / 1_000;
  if (stdout === '') throw new Error(stderr);
  return { seconds, report: JSON.parse(stdout) };
}

try {
  const tailed = await benchTail();
  const streamArn = await createTable('orders');
  await fill('orders');
  const redriven = await benchRedrive(streamArn);
  const order = await checkOrder(streamArn);
  const backfilled = await benchBackfill();
  const pace = (count, seconds) => Math.round(count / seconds);
  const rows = [
    [
      'tail: write to screen, p50',
      `${tailed.p50.toFixed(0)} ms`,
      `${tailed.seen} of ${TAILED} seen`,
    ],
    ['tail: write to screen, p95', `${tailed.p95.toFixed(0)} ms`, 'goal: 100 ms'],
    [
      `redrive: ${redriven.report.done} records in ${redriven.messages} messages`,
      `${pace(redriven.report.done, redriven.report.duration)}/s`,
      `goal: 2000/s; with start, reading and fetching ${redriven.seconds.toFixed(1)} s`,
    ],
    [
      'redrive: the same again',
      `${redriven.again.done} records`,
      `${redriven.again.messages} messages left`,
    ],
    ['redrive: items out of order', String(order.violations), `${order.records} records logged`],
    [
      `backfill: ${backfilled.report.done} items`,
      `${pace(backfilled.report.done, backfilled.report.duration)}/s`,
      `goal: 3000/s, whole process ${backfilled.seconds.toFixed(1)} s`,
    ],
  ];
  console.log(`load of the machine: ${loadavg()[0].toFixed(1)}`);
  for (const [what, value, note] of rows) {
    console.log(`${what.padEnd(46)}${value.padStart(12)}   ${note}`);
  }
  await mkdir(join(here, '../bench-results'), { recursive: true });
  await writeFile(
    join(here, '../bench-results/operate.json'),
    JSON.stringify(
      { node: process.version, load: loadavg()[0], tailed, redriven, order, backfilled },
      null,
      2,
    ),
  );
} finally {
  for (const client of [table, reader, queues]) client.destroy();
  await cloud.stop({ finish: false });
  await rm(folder, { recursive: true, force: true });
}
