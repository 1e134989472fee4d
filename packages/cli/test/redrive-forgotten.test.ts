import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RedriveReport } from '../src/redrive/redrive-report.js';
import { runCli } from './support/cli.js';
import { failedBatches, sendShuffled } from './support/failed-batches.js';
import { type Answer, type Call, Front } from './support/front.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const RECORDS = 30;
const BATCH = 10;
/** So few that a batch takes several pages. */
const PAGE = 4;

let local: LocalCloud;
let front: Front;
let batches: readonly object[];
/** Sequence numbers of the one shard, oldest first. */
let numbers: readonly string[];

beforeAll(async () => {
  local = await LocalCloud.start({ shardsPerTable: 1 });
  front = await Front.before(local.endpoint);
  const streamArn = await local.createTable('orders');
  for (let item = 0; item < RECORDS; item += 1) await local.put('orders', `i${item}`);
  const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:orders';
  batches = await failedBatches(local, streamArn, functionArn, BATCH);
  const all = await handlerFile(await freshFolder());
  await runCli(local.endpoint, [
    ...['replay', 'orders', '--from', '1h', '--settle', '100ms', '--handler', all.path],
  ]);
  numbers = (await all.seen()).map(({ sequenceNumber }) => sequenceNumber);
});
afterAll(async () => {
  await front.stop();
  await local.stop();
});
beforeEach(() => {
  front.answer = inPages;
});

/** The stream as it is, in small pages. */
function inPages({ operation, input }: Call): Answer | undefined {
  return operation === 'GetRecords' ? { input: { ...input, Limit: PAGE } } : undefined;
}

/** The stream after it has forgotten its first `count` records. */
function trimmed(count: number): (call: Call) => Answer | undefined {
  return (call) => {
    if (call.operation !== 'GetShardIterator') return inPages(call);
    const { ShardIteratorType, SequenceNumber, ...rest } = call.input;
    if (ShardIteratorType === 'TRIM_HORIZON') {
      const first = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: numbers[count] };
      return { input: { ...rest, ...first } };
    }
    const place = numbers.indexOf(String(SequenceNumber));
    const next = ShardIteratorType === 'AFTER_SEQUENCE_NUMBER' ? place + 1 : place;
    return next < count ? { error: 'TrimmedDataAccessException' } : undefined;
  };
}

/** Answers the call for the page with this place, counted from 1, as said; once. */
function atPage(place: number, answer: (call: Call) => Answer, then = inPages) {
  let pages = 0;
  front.answer = (call) => {
    if (call.operation === 'GetRecords') {
      pages += 1;
      if (pages === place) return answer(call);
    }
    return pages < place ? inPages(call) : then(call);
  };
}

const expiredIterator = (): Answer => ({ error: 'ExpiredIteratorException' });
const trimmedAway = (): Answer => ({ error: 'TrimmedDataAccessException' });
const emptyPage = ({ input }: Call): Answer => ({
  result: { Records: [], NextShardIterator: input['ShardIterator'] },
});

let queues = 0;

/** Redrives failure records of these batches, and says what came of it. */
async function redrive(args: readonly string[] = [], failed = batches) {
  const folder = await freshFolder();
  const handler = await handlerFile(folder);
  const expiredFile = join(folder, 'expired.jsonl');
  queues += 1;
  const { url } = await local.createQueue(`q${queues}`);
  await sendShuffled(local, url, failed);
  const flags = [
    '--handler',
    handler.path,
    '--handler-processes',
    '1',
    '--expired',
    expiredFile,
    '--yes',
    '--json',
  ];
  const { code, stdout, stderr } = await runCli(front.endpoint, [
    ...['redrive', url, ...flags, ...args],
  ]);
  if (stdout === '') throw new Error(stderr);
  const report: RedriveReport = JSON.parse(stdout);
  const { Attributes } = await local.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  const lines = (await readFile(expiredFile, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return {
    code,
    report,
    run: (await handler.seen()).map(({ sequenceNumber }) => numbers.indexOf(sequenceNumber)),
    stayed: Number(Attributes?.['ApproximateNumberOfMessages']),
    expired: lines.map((line) => JSON.parse(line) as { readonly recordsLeft: readonly string[] }),
  };
}

const places = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('a redrive of a batch whose front has left the stream', () => {
  test('runs what is left of it, names it in the file, and keeps its message', async () => {
    front.answer = trimmed(6);
    const { code, report, run, stayed, expired } = await redrive();
    expect(run).toEqual(places(6, RECORDS));
    expect(report).toMatchObject({ expired: 1, records: RECORDS - 6, removed: 2 });
    expect(expired.map(({ recordsLeft }) => recordsLeft)).toEqual([numbers.slice(6, BATCH)]);
    expect({ code, stayed }).toEqual({ code: 3, stayed: 1 });
  });

  test('removes its message, too, after running what is left, when that is wanted', async () => {
    front.answer = trimmed(6);
    const { report, run, stayed } = await redrive(['--remove-expired']);
    expect(run).toEqual(places(6, RECORDS));
    expect({ removed: report.removed, stayed }).toEqual({ removed: 3, stayed: 0 });
  });

  test('runs whole batches behind one that is gone to the last record', async () => {
    front.answer = trimmed(BATCH);
    const { report, run, expired } = await redrive();
    expect(run).toEqual(places(BATCH, RECORDS));
    expect(report).toMatchObject({ expired: 1, removed: 2 });
    expect(expired.map(({ recordsLeft }) => recordsLeft)).toEqual([[]]);
  });
});

describe('a redrive that the stream forgets records under', () => {
  test('goes on with what is left when the next page has gone', async () => {
    atPage(2, trimmedAway, trimmed(6));
    const { code, report, run } = await redrive();
    expect(run).toEqual([...places(0, PAGE), ...places(6, RECORDS)]);
    expect(report).toMatchObject({ expired: 1, removed: 2 });
    expect(code).toBe(3);
  });

  test('goes on with what is left when its iterator expired and its place has gone', async () => {
    atPage(2, expiredIterator, trimmed(6));
    const { report, run } = await redrive();
    expect(run).toEqual([...places(0, PAGE), ...places(6, RECORDS)]);
    expect(report).toMatchObject({ expired: 1, removed: 2 });
  });

  test('removes no message whose last records it did not come to see', async () => {
    let pages = 0;
    front.answer = (call) => {
      if (call.operation !== 'GetRecords') return undefined;
      pages += 1;
      return pages === 1 ? inPages(call) : emptyPage(call);
    };
    const { code, report, run, stayed } = await redrive(['--remove-expired'], batches.slice(0, 1));
    expect(run).toEqual([]);
    expect(report).toMatchObject({ expired: 0, removed: 0 });
    expect(report.unreadable.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/gave no more records.* again/),
    ]);
    expect({ code, stayed }).toEqual({ code: 2, stayed: 1 });
  });
});

describe('a redrive whose iterator expires', () => {
  test.each([
    ['before the first page', 1],
    ['in the middle of a batch', 2],
    ['between two batches', 4],
  ])('reads on from its place: %s', async (_, page) => {
    atPage(page, expiredIterator);
    const { code, report, run } = await redrive();
    expect(run).toEqual(places(0, RECORDS));
    expect(report.shards).toEqual([expect.objectContaining({ records: RECORDS, messages: 3 })]);
    expect({ code, removed: report.removed }).toEqual({ code: 0, removed: 3 });
  });

  test('reads on behind the last record when an empty page was between', async () => {
    let pages = 0;
    front.answer = (call) => {
      if (call.operation !== 'GetRecords') return undefined;
      pages += 1;
      if (pages === 2) return emptyPage(call);
      return pages === 3 ? expiredIterator() : inPages(call);
    };
    const { report, run } = await redrive();
    expect(run).toEqual(places(0, RECORDS));
    expect(report.shards).toEqual([expect.objectContaining({ records: RECORDS, messages: 3 })]);
  });
});

test('a batch that ends behind the last record of its closed shard keeps its message', async () => {
  await local.cloud.rollShards('orders');
  const beyond = String(BigInt(numbers.at(-1) ?? 0) + 1n);
  const text = JSON.stringify(batches.at(-1)).replace(
    `"endSequenceNumber":"${numbers.at(-1)}"`,
    `"endSequenceNumber":"${beyond}"`,
  );
  const { code, report, run } = await redrive([], [JSON.parse(text)]);
  expect(run).toEqual(places(RECORDS - BATCH, RECORDS));
  expect(report).toMatchObject({ expired: 1, removed: 0 });
  expect(code).toBe(3);
});
