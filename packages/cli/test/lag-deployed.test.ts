import {
  CreateEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LagReport } from '../src/lag/lag-report.js';
import { runCli } from './support/cli.js';
import { type Answer, type Call, Front } from './support/front.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
let front: Front;
/** When the records that are late were written, in milliseconds since 1970. */
let lateAt: number;

beforeAll(async () => {
  local = await LocalCloud.start({ shardsPerTable: 1 });
  const streamArn = await local.createTable('orders');
  await local.createFunction('consumer', 'exports.handler = async () => ({});');
  const { UUID } = await local.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'consumer',
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
    }),
  );
  await local.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  await local.cloud.mappings.settled();
  for (const id of ['early', 'earlier']) await local.put('orders', id);
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  lateAt = Date.now();
  for (const id of ['late', 'later', 'latest']) await local.put('orders', id);
  front = await Front.before(local.endpoint);
});
afterAll(async () => {
  await front.stop();
  await local.stop();
});

let calls: Call[];
beforeEach(() => {
  calls = [];
});

/** CloudWatch, which answers every question for statistics like this. */
function cloudWatch(answer: Answer): void {
  front.answer = (call) => {
    if (call.operation !== 'GetMetricStatistics') return undefined;
    calls.push(call);
    return answer;
  };
}

const datapoint = (time: number, maximum: number) => ({
  Timestamp: time / 1_000,
  Maximum: maximum,
  Unit: 'Milliseconds',
});

/** The metric of a function that was last called with a record of this time, a moment ago. */
function lastCalledWith(time: number): object {
  const now = Date.now();
  return datapoint(now, now - time);
}

async function lag(args: readonly string[] = []) {
  const flags = ['lag', 'orders', '--sample', '50ms', ...args];
  const { code, stdout } = await runCli(front.endpoint, flags);
  return { code, stdout };
}

async function report(args: readonly string[] = []) {
  const { code, stdout } = await lag(['--json', ...args]);
  const all: LagReport = JSON.parse(stdout);
  const waiting = all.mappings[0]?.shards.reduce((sum, shard) => sum + shard.waiting, 0);
  return { code, all, mapping: all.mappings[0], waiting };
}

describe('the lag of a deployed mapping', () => {
  test('is counted from the age that its function was last called with', async () => {
    const now = Date.now();
    cloudWatch({
      result: {
        Label: 'IteratorAge',
        // In no order, as CloudWatch gives them.
        Datapoints: [
          datapoint(now - 60_000, 3_600_000),
          datapoint(now, now - lateAt),
          datapoint(now - 120_000, 0),
        ],
      },
    });
    const { all, mapping, waiting } = await report();
    expect(mapping?.positionsFrom).toBe('iterator-age');
    expect(waiting).toBe(3);
    // Records carry whole seconds.
    const oldest = Date.parse(all.measuredAt) - (all.iteratorAge ?? 0);
    expect(oldest).toBeGreaterThan(lateAt - 1_000);
    expect(oldest).toBeLessThan(lateAt + 1_500);
  });

  test('asks for the age over all shards of the function, in the last minutes', async () => {
    cloudWatch({ result: { Label: 'IteratorAge', Datapoints: [] } });
    await report();
    const input = calls[0]?.input;
    expect(input).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: 'consumer' }],
      Statistics: ['Maximum'],
      Period: 60,
    });
    const span = Number(input?.['EndTime']) - Number(input?.['StartTime']);
    expect(span).toBe(600);
  });

  test('is not known of a function that was not called lately', async () => {
    cloudWatch({ result: { Label: 'IteratorAge', Datapoints: [] } });
    const { code, all, mapping } = await report(['--max-age', '1s']);
    expect(mapping).toMatchObject({ positionsFrom: 'unknown', shards: [] });
    expect({ code, age: all.iteratorAge }).toEqual({ code: 0, age: null });
    expect((await lag()).stdout).toContain('It was not called in the last ten minutes');
  });

  test('is not taken for none when CloudWatch refuses to tell it', async () => {
    cloudWatch({ error: 'AccessDeniedException' });
    const { code, mapping } = await report(['--max-age', '1h']);
    expect(mapping).toMatchObject({ positionsFrom: 'refused', shards: [] });
    expect(code).toBe(2);
    const { stdout } = await lag();
    expect(stdout).toMatch(/CloudWatch does not tell .*AccessDeniedException/);
    expect(stdout).toContain('cloudwatch:GetMetricStatistics');
  });
});

describe('the records of a shard', () => {
  /** The mapping stands before all records. */
  const fromTheBeginning = (call: Call): Answer | undefined =>
    call.operation === 'GetMetricStatistics'
      ? { result: { Datapoints: [lastCalledWith(Date.now() - 3_600_000)] } }
      : undefined;

  test('are counted behind the empty pages that an open shard begins with', async () => {
    let empty = 0;
    front.answer = (call) => {
      if (call.operation !== 'GetRecords' || empty >= 3) return fromTheBeginning(call);
      empty += 1;
      return { result: { Records: [], NextShardIterator: call.input['ShardIterator'] } };
    };
    expect((await report()).waiting).toBe(5);
  });

  test('are said to be at least so many when there are more pages than are read', async () => {
    const Records = [
      {
        eventID: 'e',
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'eu-central-1',
        dynamodb: {
          // Long before the mapping's place: read, and not counted.
          ApproximateCreationDateTime: 1_500_000_000,
          Keys: { id: { S: 'old' } },
          SequenceNumber: '100000000000000000000001',
          SizeBytes: 10,
          StreamViewType: 'KEYS_ONLY',
        },
      },
    ];
    front.answer = (call) =>
      call.operation === 'GetRecords'
        ? { result: { Records, NextShardIterator: 'a'.repeat(40) } }
        : fromTheBeginning(call);
    const { code, mapping } = await report(['--max-age', '50m']);
    const unfinished = { waiting: 0, waitingIsAtLeast: true, catchUp: null };
    expect(mapping?.shards).toEqual([expect.objectContaining(unfinished)]);
    // The age that the function was last called with is then all that is known of the oldest.
    expect(mapping?.shards[0]?.iteratorAge).toBeGreaterThan(3_500_000);
    expect(code).toBe(2);
  });

  test('are said to be at least so many when the shard is read too often by others', async () => {
    let reads = 0;
    front.answer = (call) => {
      if (call.operation !== 'GetRecords') return fromTheBeginning(call);
      reads += 1;
      return reads === 1
        ? { input: { ...call.input, Limit: 2 } }
        : { error: 'LimitExceededException' };
    };
    const { mapping } = await report();
    const counted = { waiting: 2, waitingIsAtLeast: true };
    expect(mapping?.shards).toEqual([expect.objectContaining(counted)]);
  });

  test('are counted on after the iterator of a long halt has expired', async () => {
    let metrics = 0;
    let reads = 0;
    const times = [lateAt - 3_600_000, lateAt];
    front.answer = ({ operation }) => {
      if (operation === 'GetMetricStatistics') {
        metrics += 1;
        return { result: { Datapoints: [lastCalledWith(times[metrics - 1] ?? lateAt)] } };
      }
      if (operation === 'GetRecords') reads += 1;
      return operation === 'GetRecords' && reads === 2
        ? { error: 'ExpiredIteratorException' }
        : undefined;
    };
    // Full at first: nothing more is read before the mapping has moved on.
    const { mapping } = await report(['--bound', '2']);
    const counted = { waiting: 2, waitingIsAtLeast: true };
    expect(mapping?.shards).toEqual([expect.objectContaining(counted)]);
    expect(mapping?.shards[0]?.recordsOut).toBeGreaterThan(0);
    expect(reads).toBe(3);
  });
});
