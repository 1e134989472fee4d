import { describe, expect, test } from '@jest/globals';
import { recordOf, streamArn } from './support/records.js';
import { begin, crashed, reported, Stage, succeeded, throttled } from './support/stage.js';

const reporting = { functionResponseTypes: ['ReportBatchItemFailures'] } as const;

function stageWith(count: number): Stage {
  const stage = new Stage();
  stage.source.shard('shardId-1');
  for (let n = 1; n <= count; n += 1) stage.source.put('shardId-1', recordOf(n));
  return stage;
}

test('a failing batch blocks its shard and is tried as often as allowed, then named', async () => {
  const stage = stageWith(3);
  stage.handler = ({ sequences }) => (sequences.includes(1) ? crashed : succeeded());
  await stage.mapping({ batchSize: 2, maximumRetryAttempts: 2 }).start();
  await stage.until(60_000);
  expect(stage.batches).toEqual([[1, 2], [1, 2], [1, 2], [3]]);
  expect(stage.failures).toHaveLength(1);
});

test('the failure record has the recorded form', async () => {
  const stage = stageWith(2);
  stage.handler = () => crashed;
  await stage.mapping({ maximumRetryAttempts: 1 }).start();
  await stage.until(60_000);
  const [failure] = stage.failures;
  const document = failure?.document;
  expect(JSON.stringify(document)).toBe(
    JSON.stringify({
      requestContext: {
        requestId: 'request-1',
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: document?.timestamp,
      DDBStreamBatchInfo: {
        shardId: 'shardId-1',
        startSequenceNumber: '1',
        endSequenceNumber: '2',
        approximateArrivalOfFirstRecord: '2025-11-25T15:47:40Z',
        approximateArrivalOfLastRecord: '2025-11-25T15:47:40Z',
        batchSize: 2,
        streamArn,
      },
    }),
  );
  expect(document?.timestamp).toMatch(/^2025-11-25T15:47:4\d\.\d{3}Z$/);
  expect(failure?.payload).toBe(stage.calls[0]?.payload);
});

test('the error is null when the function returned and its report failed the batch', async () => {
  const stage = stageWith(1);
  stage.handler = () => reported('unknown');
  await stage.mapping({ maximumRetryAttempts: 0, ...reporting }).start();
  await stage.until(60_000);
  expect(stage.failures[0]?.document.responseContext).toEqual({
    statusCode: 200,
    executedVersion: '$LATEST',
    functionError: null,
  });
});

test('throttles are waited out and use no retry', async () => {
  const stage = stageWith(1);
  const results = [throttled, throttled, throttled, crashed, throttled, succeeded()];
  stage.handler = () => results.shift() ?? succeeded();
  await stage.mapping({ maximumRetryAttempts: 1 }).start();
  await stage.until(60_000);
  expect(results).toEqual([]);
  expect(stage.failures).toEqual([]);
  expect(stage.of('throttled')).toHaveLength(4);
});

test('a partial answer retries from its record with all retries, and is not filled up', async () => {
  const stage = stageWith(3);
  stage.handler = ({ sequences }) => (sequences.includes(3) ? reported('3') : succeeded());
  await stage.mapping({ maximumRetryAttempts: 3, batchSize: 3, ...reporting }).start();
  await stage.until(1_500);
  stage.source.put('shardId-1', recordOf(4));
  await stage.until(60_000);
  expect(stage.batches).toEqual([[1, 2, 3], [3], [3], [3], [3], [4]]);
  expect(stage.failures[0]?.document).toMatchObject({
    requestContext: { approximateInvokeCount: 4 },
    DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '3', endSequenceNumber: '3' },
  });
});

describe('bisect', () => {
  const settings = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 };

  test('singles out the bad record, in shard order, and names it alone', async () => {
    const stage = stageWith(5);
    stage.handler = ({ sequences }) => (sequences.includes(4) ? crashed : succeeded());
    await stage.mapping(settings).start();
    await stage.until(60_000);
    expect(stage.batches).toEqual([[1, 2, 3, 4, 5], [1, 2, 3], [4, 5], [4], [4], [5]]);
    expect(stage.failures.map(({ document }) => document.DDBStreamBatchInfo)).toMatchObject([
      { batchSize: 1, startSequenceNumber: '4' },
    ]);
  });

  test('a partial answer cuts at its record', async () => {
    const stage = stageWith(5);
    stage.handler = ({ sequences }) => (sequences.includes(4) ? reported('4') : succeeded());
    await stage.mapping({ ...settings, ...reporting }).start();
    await stage.until(60_000);
    expect(stage.batches).toEqual([[1, 2, 3, 4, 5], [4, 5], [4], [4], [5]]);
  });
});

describe('record age', () => {
  test('cuts off and names the expired front only, and delivers the rest', async () => {
    const stage = new Stage();
    const old = { ApproximateCreationDateTime: begin / 1000 - 61 };
    stage.source
      .shard('s')
      .put('s', recordOf(1, 'a', old), recordOf(2, 'b'), recordOf(3, 'c', old));
    await stage.mapping({ maximumRecordAgeInSeconds: 60, maximumRetryAttempts: 0 }).start();
    await stage.until(10_000);
    expect(stage.batches).toEqual([[2, 3]]);
    const document = stage.failures[0]?.document;
    expect(Object.keys(document ?? {})).toEqual([
      'requestContext',
      'version',
      'timestamp',
      'DDBStreamBatchInfo',
    ]);
    expect(document).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 1 },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '1' },
    });
    expect(document?.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is looked at before every retry', async () => {
    const stage = stageWith(1);
    stage.handler = () => crashed;
    await stage.mapping({ maximumRecordAgeInSeconds: 60 }).start();
    await stage.until(300_000);
    const [failure] = stage.failures;
    expect(failure?.document.requestContext).toMatchObject({
      requestId: 'request-1',
      condition: 'RecordAgeExceeded',
      approximateInvokeCount: stage.calls.length,
    });
    expect(failure?.document).not.toHaveProperty('responseContext');
    expect(stage.calls.at(-1)?.at).toBeLessThanOrEqual(60_000);
  });

  test('without a limit a record is given up when the stream no longer keeps it', async () => {
    const stage = stageWith(1);
    stage.handler = () => crashed;
    const hour = 3_600_000;
    const slow = {
      backoff: { first: hour, factor: 1, longest: hour },
      polling: { quickest: hour, slowest: hour, discovery: hour },
    };
    await stage.mapping({}, slow).start();
    await stage.until(26 * 3_600_000);
    expect(stage.failures[0]?.document.requestContext.condition).toBe('RecordAgeExceeded');
  });
});

test('a function that always fails for 60 seconds is called about eight times', async () => {
  const stage = stageWith(1);
  stage.handler = () => crashed;
  await stage.mapping({ maximumRecordAgeInSeconds: 60 }, { backoff: {} }).start();
  await stage.until(120_000);
  expect(stage.calls.length).toBeGreaterThanOrEqual(6);
  expect(stage.calls.length).toBeLessThanOrEqual(9);
});

test('a stop while the destination refuses gives nothing up: the next start names it', async () => {
  const stage = stageWith(1);
  stage.handler = () => crashed;
  let refusing = true;
  const sent: unknown[] = [];
  const destination = {
    arn: 'arn:aws:sqs:eu-central-1:000000000000:failed',
    send: async ({ document }: { readonly document: unknown }) => {
      if (refusing) throw new Error('refused');
      sent.push(document);
    },
  };
  const mapping = stage.mapping({ maximumRetryAttempts: 0 }, { destination });
  await mapping.start();
  await stage.until(10_000);
  void mapping.stop();
  await stage.until(20_000);
  expect(mapping.state).toBe('Disabled');
  expect(stage.of('failure-record-refused').length).toBeGreaterThan(1);
  expect(stage.of('discarded')).toEqual([]);
  refusing = false;
  await mapping.start();
  await stage.until(30_000);
  expect(sent).toHaveLength(1);
  expect(stage.of('discarded')).toHaveLength(1);
});

test('a destination that refuses is asked again, and the checkpoint waits for it', async () => {
  const stage = stageWith(1);
  stage.handler = () => crashed;
  let refusals = 3;
  const sent: string[] = [];
  const destination = {
    arn: 'arn:aws:sqs:eu-central-1:000000000000:failed',
    send: async () => {
      const { shards = [] } = (await stage.checkpoints.load()) ?? {};
      expect(shards).toMatchObject([{ position: { kind: 'beginning' } }]);
      refusals -= 1;
      if (refusals >= 0) throw new Error('refused');
      sent.push('sent');
    },
  };
  await stage.mapping({ maximumRetryAttempts: 0 }, { destination }).start();
  await stage.until(60_000);
  expect(sent).toEqual(['sent']);
  expect(stage.of('failure-record-refused')).toHaveLength(3);
  expect(await stage.checkpoints.load()).toMatchObject({
    shards: [{ position: { kind: 'after', sequenceNumber: '1' } }],
  });
});
