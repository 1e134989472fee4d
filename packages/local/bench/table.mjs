// The embedded table beside bare dynalite, in turn and in one run: `pnpm --filter @millrace/local bench:table`.
import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { connect } from './table/client.mjs';

const ROUNDS = 3;
const WRITES = 10_000;
const IN_FLIGHT = 32;
const TableName = 'Bench';

/** An order as the road carries it, about 400 bytes. */
const order = (n) => ({
  orderId: { S: `order-${n}` },
  customerId: { S: `customer-${n % 100}` },
  status: { S: 'PLACED' },
  items: {
    L: [1, 2].map((line) => ({
      M: { sku: { S: `sku-${line}` }, quantity: { N: '2' }, unitPrice: { N: '1999' } },
    })),
  },
  total: { N: '7996' },
  currency: { S: 'EUR' },
  placedAt: { S: '2026-03-01T12:00:00.000Z' },
  version: { N: '1' },
});

async function start(subject) {
  const started = performance.now();
  const child = fork(fileURLToPath(new URL('./table/server.cjs', import.meta.url)), [subject]);
  const told = () => new Promise((resolve) => child.once('message', resolve));
  const { port } = await told();
  const client = connect(port);
  await client.tables('ListTables', {});
  const startMs = performance.now() - started;
  return {
    client,
    startMs,
    rss: async () => {
      const answer = told();
      child.send('rss');
      return (await answer).rss;
    },
    stop: async () => {
      client.close();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
}

async function createTable({ tables }, subject) {
  const { TableDescription } = await tables('CreateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...(subject === 'millrace'
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }
      : {}),
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  return TableDescription.LatestStreamArn;
}

async function write({ tables }) {
  let next = 0;
  const started = performance.now();
  const writer = async () => {
    while (next < WRITES) {
      const n = next;
      next += 1;
      await tables('PutItem', { TableName, Item: order(n) });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, writer));
  return WRITES / ((performance.now() - started) / 1000);
}

async function readStream({ streams }, StreamArn) {
  const { StreamDescription } = await streams('DescribeStream', { StreamArn });
  let records = 0;
  const started = performance.now();
  for (const { ShardId } of StreamDescription.Shards) {
    const first = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let { ShardIterator } = await streams('GetShardIterator', first);
    for (;;) {
      const page = await streams('GetRecords', { ShardIterator });
      if (page.Records.length === 0) break;
      records += page.Records.length;
      ShardIterator = page.NextShardIterator;
    }
  }
  if (records !== WRITES) throw new Error(`${records} records of ${WRITES} writes`);
  return records / ((performance.now() - started) / 1000);
}

async function measure(subject) {
  const server = await start(subject);
  try {
    const streamArn = await createTable(server.client, subject);
    const writesPerSecond = await write(server.client);
    const rssMb = (await server.rss()) / 1024 / 1024;
    const recordsPerSecond =
      streamArn === undefined ? undefined : await readStream(server.client, streamArn);
    return { subject, startMs: server.startMs, writesPerSecond, rssMb, recordsPerSecond };
  } finally {
    await server.stop();
  }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const results = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  // Who goes first changes, since the machine does not stay the same during a run.
  const order = round % 2 === 1 ? ['dynalite', 'millrace'] : ['millrace', 'dynalite'];
  for (const subject of order) {
    console.log(`round ${round} of ${ROUNDS}: ${subject}`);
    results.push({ round, ...(await measure(subject)) });
  }
}

const of = (subject, measureOf) =>
  median(results.filter((one) => one.subject === subject).map(measureOf));
const ratio = median(
  Array.from({ length: ROUNDS }, (_, at) => {
    const [a, b] = results.filter(({ round }) => round === at + 1);
    const [ours, bare] = a.subject === 'millrace' ? [a, b] : [b, a];
    return ours.writesPerSecond / bare.writesPerSecond;
  }),
);
const summary = ['millrace', 'dynalite'].map((subject) => ({
  subject,
  'writes/s, 32 in flight': Math.round(of(subject, (one) => one.writesPerSecond)),
  'GetRecords records/s':
    subject === 'millrace' ? Math.round(of(subject, (one) => one.recordsPerSecond)) : '-',
  'start ms': Math.round(of(subject, (one) => one.startMs)),
  [`RSS MB after ${WRITES} writes`]: Math.round(of(subject, (one) => one.rssMb)),
}));
console.table(summary);
console.log(
  `writes of the front to writes of bare dynalite, median of ${ROUNDS}: ${ratio.toFixed(2)}`,
);

const folder = new URL('../bench-results/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(
  new URL('table.json', folder),
  `${JSON.stringify({ node: process.version, ratio, summary, results }, null, 2)}\n`,
);
