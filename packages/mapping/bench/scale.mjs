// Whether work and memory per shard stay flat while shards grow: a simulated minute of 10 records a second
// and shard, with a split every simulated second, from 10 shards up to 10,000.
import { createEventSourceMapping, defaultSettings, MemoryCheckpoints } from '../dist/index.js';
import { Random } from '../dist/simulation/random.js';
import { SimulatedClock } from '../dist/simulation/simulated-clock.js';
import { noOp } from './lib/no-op.mjs';
import { orderRecord, streamArn } from './lib/records.mjs';
import { report, timed } from './lib/report.mjs';

const perSecond = 10;
const simulatedSeconds = Number(process.argv[2] ?? 60);
const epoch = Date.UTC(2026, 0, 1);

/** A stream whose shards have records by the passing of time alone, numbered without a gap. */
class GrowingStream {
  streamArn = streamArn;
  shards = [];
  #clock;

  constructor(clock, count) {
    this.#clock = clock;
    for (let n = 0; n < count; n += 1) this.#open(undefined);
  }

  #open(parent) {
    const id = `shardId-${String(this.shards.length).padStart(20, '0')}`;
    this.shards.push({ id, parent, openedAt: this.#clock.monotonic(), closedAt: undefined });
  }

  split() {
    const shard = this.shards.find(({ closedAt }) => closedAt === undefined);
    shard.closedAt = this.#clock.monotonic();
    this.#open(shard);
    this.#open(shard);
  }

  written({ openedAt, closedAt }) {
    const until = closedAt ?? this.#clock.monotonic();
    return Math.floor(((until - openedAt) / 1000) * perSecond);
  }

  async listShards(after) {
    const begin = after === undefined ? 0 : Number(after.slice(8)) + 1;
    const page = this.shards.slice(begin, begin + 100);
    const more = begin + page.length < this.shards.length;
    return {
      shards: page.map(({ id, parent, closedAt }) => ({
        shardId: id,
        startingSequenceNumber: '0',
        ...(parent === undefined ? {} : { parentShardId: parent.id }),
        ...(closedAt === undefined ? {} : { endingSequenceNumber: '9'.repeat(30) }),
      })),
      ...(more ? { lastEvaluatedShardId: page.at(-1).id } : {}),
    };
  }

  async openIterator(shardId, position) {
    const number = BigInt(position.sequenceNumber ?? 0);
    const base = 100_000_000_000_000_000_000n;
    return `${shardId} ${number > base ? Number(number - base) + 1 : 0}`;
  }

  async readRecords(iterator, limit) {
    const [shardId, text] = iterator.split(' ');
    const shard = this.shards[Number(shardId.slice(8))];
    const begin = Number(text);
    const end = Math.min(this.written(shard), begin + limit);
    const now = Math.floor(this.#clock.now() / 1000);
    const records = [];
    for (let n = begin; n < end; n += 1) records.push(orderRecord(n, now));
    const ended = shard.closedAt !== undefined && end === this.written(shard);
    return ended ? { records } : { records, nextIterator: `${shardId} ${end}` };
  }
}

async function grow(count) {
  const clock = new SimulatedClock(epoch);
  const stream = new GrowingStream(clock, count);
  const next = new Map();
  let records = 0;
  let misplaced = 0;
  const mapping = createEventSourceMapping({
    settings: { ...defaultSettings, startingPosition: 'TRIM_HORIZON' },
    functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:no-op',
    source: stream,
    invoker: noOp,
    checkpoints: new MemoryCheckpoints(),
    clock,
    chance: new Random(1),
    polling: { quickest: 250, slowest: 250 },
    observe: (event) => {
      if (event.type !== 'invocation-succeeded') return;
      records += event.records.length;
      for (const { dynamodb } of event.records) {
        const number = Number(BigInt(dynamodb.SequenceNumber) - 100_000_000_000_000_000_000n);
        if (number !== (next.get(event.shardId) ?? 0)) misplaced += 1;
        next.set(event.shardId, number + 1);
      }
    },
  });
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const { seconds, cpu } = await timed(async () => {
    await Promise.all([mapping.start(), clock.run(1, () => false)]);
    for (let second = 1; second <= simulatedSeconds; second += 1) {
      await clock.run(second * 1000, () => false);
      stream.split();
    }
    await clock.run(simulatedSeconds * 1000 + 2000, () => false);
  });
  global.gc?.();
  const heap = process.memoryUsage().heapUsed - before;
  const written = stream.shards.reduce((sum, shard) => sum + stream.written(shard), 0);
  return {
    shards: count,
    'shards at the end': stream.shards.length,
    records,
    'records a simulated second': Math.round(records / (simulatedSeconds + 2)),
    'not yet delivered': written - records,
    'out of order': misplaced,
    seconds: Number(seconds.toFixed(1)),
    'CPU µs a record': Number(((cpu * 1e6) / records).toFixed(1)),
    'CPU ms a shard': Number(((cpu * 1e3) / stream.shards.length).toFixed(1)),
    'heap KB a shard': Number((heap / 1024 / stream.shards.length).toFixed(1)),
  };
}

const rows = [];
for (const count of [10, 100, 1000, 10_000]) rows.push(await grow(count));
report('scale', rows);
