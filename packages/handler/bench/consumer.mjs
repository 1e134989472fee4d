// The consumer beside Powertools' batch processor, and beside a bare loop over the same lanes.
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeRecord, mapImages, readOrder } from '@millrace/shared';
import { makeBatch } from './lib/batches.mjs';
import { bareLanes, millrace, powertools } from './lib/contenders.mjs';
import { interleave, median } from './lib/median.mjs';
import { OrderWatch } from './lib/order-watch.mjs';
import { requirePeers } from './lib/peers.mjs';
import { report } from './lib/report.mjs';
import { zodOrder } from './lib/zod-order.mjs';

const peers = requirePeers();
const { parser } = peers('@aws-lambda-powertools/batch/parser');
const { unmarshall } = peers('@aws-sdk/util-dynamodb');
const ioMs = 5;

async function time(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function compareIo(records, items, rounds) {
  const batch = makeBatch(records, items);
  const violations = new Map();
  const timed = (name, make) => [
    name,
    async () => {
      const watch = new OrderWatch();
      const io = (item) => watch.during(item, () => sleep(ioMs));
      const run = make(io);
      const ms = await time(() => run(batch));
      violations.set(name, Math.max(violations.get(name) ?? 0, watch.violations));
      return ms;
    },
  ];
  const ofRecord = (io) => (record) => io(record.dynamodb.Keys.orderId.S);
  const ofChange = (io) => (change) => io(change.keys.orderId);
  const ofBothImages = (io) => (change) => io(requireGrowth(change));
  const results = await interleave(
    [
      timed('Powertools, in sequence', (io) => powertools(ofRecord(io), false)),
      timed('Powertools, all at once', (io) => powertools(ofRecord(io), true)),
      timed('bare loop over lanes', (io) => bareLanes(ofRecord(io))),
      timed('Millrace', (io) => millrace(ofChange(io))),
      timed('Millrace, both images read', (io) => millrace(ofBothImages(io))),
      timed('Millrace, validation lazy', (io) => millrace(ofChange(io), { validation: 'lazy' })),
    ],
    rounds,
  );
  const sequential = median(results.get('Powertools, in sequence'));
  const bare = median(results.get('bare loop over lanes'));
  const bestBare = Math.min(...results.get('bare loop over lanes'));
  return {
    title: `${records} records of 2 KB over ${items} items, ${ioMs} ms of I/O each (median of ${rounds})`,
    rows: [...results].map(([name, times]) => {
      const ms = median(times);
      return {
        name,
        ms: round(ms),
        'records/s': Math.round((records / ms) * 1000),
        'times sequential': round(sequential / ms),
        'over bare lanes %': round((ms / bare - 1) * 100),
        'best over best %': round((Math.min(...times) / bestBare - 1) * 100),
        'order violations': violations.get(name),
      };
    }),
  };
}

async function comparePerRecord(title, records, rounds, contenders) {
  const batch = makeBatch(records, 97);
  const runs = contenders.map(([name, run]) => [name, () => time(() => run(batch))]);
  for (const [, run] of runs) await run();
  const results = await interleave(runs, rounds);
  const perRecord = (ms) => (ms * 1000) / records;
  const [[, peer]] = results;
  return {
    title: `${title}, ${records} records (median and best of ${rounds})`,
    rows: [...results].map(([name, times]) => ({
      name,
      'µs a record': round(perRecord(median(times))),
      best: round(perRecord(Math.min(...times))),
      'of the first %': round((median(times) / median(peer)) * 100),
      'best of its best %': round((Math.min(...times) / Math.min(...peer)) * 100),
    })),
  };
}

function round(number) {
  return Math.round(number * 100) / 100;
}

const nothing = async () => {};
const anything = { '~standard': { version: 1, vendor: 'bench', validate: (value) => ({ value }) } };

// What the consumer's eager reading gives a reaction, without a schema to check it.
async function unmarshallBoth({ dynamodb }) {
  unmarshall(dynamodb.NewImage);
  unmarshall(dynamodb.OldImage);
}

// Both versions of each order are decoded and checked.
function decodeOnly({ Records }) {
  for (const record of Records) {
    requireGrowth(mapImages(decodeRecord(record), readOrder));
  }
}

function requireGrowth({ newImage, oldImage }) {
  if (newImage.version <= oldImage.version) throw new Error('the versions grow');
  return newImage.orderId;
}

report('consumer', [
  await compareIo(1_000, 97, 7),
  await compareIo(100, 97, 7),
  await comparePerRecord('Decode and validate a modification', 1_000, 25, [
    ['Powertools, batch and parser', powertools(nothing, true, parserSettings())],
    ['Millrace, decode and schema', async (batch) => decodeOnly(batch)],
    ['Millrace, whole consumer', millrace(async (change) => void requireGrowth(change))],
    ['Millrace, whole consumer, old image not read', millrace(nothing)],
  ]),
  await comparePerRecord('Dispatch to a reaction that does nothing', 1_000, 101, [
    ['Powertools, all at once', powertools(nothing, true)],
    ['Powertools, in sequence', powertools(nothing, false)],
    ['Powertools, all at once, both images unmarshalled', powertools(unmarshallBoth, true)],
    ['Millrace, validation lazy', millrace(nothing, { schema: anything, validation: 'lazy' })],
    [
      'Millrace, both images decoded, no schema to speak of',
      millrace(nothing, { schema: anything }),
    ],
  ]),
]);

function parserSettings() {
  return { parser, innerSchema: zodOrder, transformer: 'unmarshall' };
}
