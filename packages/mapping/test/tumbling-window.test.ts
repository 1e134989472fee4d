import { describe, expect, test } from '@jest/globals';
import { recordOf, streamArn } from './support/records.js';
import { begin, crashed, Stage, succeeded } from './support/stage.js';

const settings = { tumblingWindowInSeconds: 60, maximumRetryAttempts: 1 };
/** A record that was made so many seconds after the stage began (at 15:47:40). */
const made = (sequence: number, seconds: number) =>
  recordOf(sequence, `item-${sequence}`, { ApproximateCreationDateTime: begin / 1000 + seconds });

interface WindowEvent {
  readonly Records: readonly unknown[];
  readonly state: { readonly count?: number };
  readonly [member: string]: unknown;
}

function counting(stage: Stage): WindowEvent[] {
  const events: WindowEvent[] = [];
  stage.handler = ({ payload }) => {
    const event = JSON.parse(payload) as WindowEvent;
    events.push(event);
    return succeeded({ state: { count: (event.state.count ?? 0) + event.Records.length } });
  };
  return events;
}

test('the event carries the window, the state and the shard', async () => {
  const stage = new Stage();
  const events = counting(stage);
  stage.source.shard('a').put('a', made(1, 0));
  await stage.mapping(settings).start();
  await stage.until(1_000);
  const { Records: _, ...members } = events[0] ?? { Records: [] };
  expect(members).toEqual({
    window: { start: '2025-11-25T15:47:00Z', end: '2025-11-25T15:48:00Z' },
    state: {},
    shardId: 'a',
    eventSourceARN: streamArn,
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  });
});

test('the state goes from call to call, and the next window begins without it', async () => {
  const stage = new Stage();
  const events = counting(stage);
  stage.source.shard('a').put('a', made(1, 0), made(2, 1), made(3, 19), made(4, 20), made(5, 21));
  await stage.mapping({ ...settings, batchSize: 2 }).start();
  await stage.until(1_000);
  expect(stage.batches).toEqual([[1, 2], [3], [], [4, 5]]);
  expect(events.map(({ state }) => state)).toEqual([{}, { count: 2 }, { count: 3 }, {}]);
  expect(events.map((event) => event['isFinalInvokeForWindow'])).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test('a window without further records is closed two minutes after its end', async () => {
  const stage = new Stage();
  const events = counting(stage);
  stage.source.shard('a').put('a', made(1, 0));
  await stage.mapping(settings).start();
  await stage.until(139_000);
  expect(events).toHaveLength(1);
  await stage.until(141_000);
  expect(events[1]).toMatchObject({ Records: [], isFinalInvokeForWindow: true });
});

test('the end of the shard closes its window', async () => {
  const stage = new Stage();
  const events = counting(stage);
  stage.source.shard('a').put('a', made(1, 0)).close('a');
  await stage.mapping(settings).start();
  await stage.until(1_000);
  expect(events.map((event) => event['isFinalInvokeForWindow'])).toEqual([false, true]);
  expect(stage.of('shard-finished')).toHaveLength(1);
});

test('a state above 1 MB ends the window early, and it goes on with a new state', async () => {
  const stage = new Stage();
  const seen: unknown[] = [];
  stage.handler = ({ payload, sequences }) => {
    const event = JSON.parse(payload);
    seen.push([sequences, event.isFinalInvokeForWindow, event.isWindowTerminatedEarly]);
    return succeeded({ state: sequences.includes(1) ? { text: 'x'.repeat(1024 * 1024) } : {} });
  };
  stage.source.shard('a').put('a', made(1, 0), made(2, 1));
  await stage.mapping({ ...settings, batchSize: 1 }).start();
  await stage.until(1_000);
  expect(seen).toEqual([
    [[1], false, false],
    [[], true, true],
    [[2], false, false],
  ]);
});

describe('a partial answer with a larger state', () => {
  const reporting = {
    ...settings,
    functionResponseTypes: ['ReportBatchItemFailures'],
  } as const;
  const large = { text: { S: 'x'.repeat(500_000) } };
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const largest = 6 * 1024 * 1024;

  function growing(stateLength: number): { stage: Stage; seen: unknown[] } {
    const stage = new Stage();
    const seen: unknown[] = [];
    stage.source.shard('a');
    for (const n of range(1, 12)) {
      stage.source.put('a', recordOf(n, 'x', { ...made(n, 0).dynamodb, NewImage: large }));
    }
    stage.handler = ({ payload, sequences }) => {
      const { state, isWindowTerminatedEarly } = JSON.parse(payload);
      seen.push([sequences, (state.text ?? '').length, isWindowTerminatedEarly]);
      return sequences[0] === 1
        ? succeeded({
            state: { text: 'x'.repeat(stateLength) },
            batchItemFailures: [{ itemIdentifier: '2' }],
          })
        : succeeded({ state });
    };
    return { stage, seen };
  }

  test('sends no more records than fit beside it', async () => {
    const { stage, seen } = growing(1_000_000);
    await stage.mapping(reporting).start();
    await stage.until(10_000);
    expect(seen).toEqual([
      [range(1, 12), 0, false],
      [range(2, 11), 1_000_000, false],
      [[12], 1_000_000, false],
    ]);
    for (const { payload } of stage.calls) expect(payload.length).toBeLessThanOrEqual(largest);
  });

  test('above 1 MB ends the window before the rest is sent', async () => {
    const { stage, seen } = growing(1_500_000);
    await stage.mapping(reporting).start();
    await stage.until(10_000);
    expect(seen).toEqual([
      [range(1, 12), 0, false],
      [[], 1_500_000, true],
      [range(2, 12), 0, false],
    ]);
    for (const { payload } of stage.calls) expect(payload.length).toBeLessThanOrEqual(largest);
  });
});

describe('an answer without state', () => {
  test('is a failed invocation', async () => {
    const stage = new Stage();
    stage.handler = () => succeeded({ count: 1 });
    stage.source.shard('a').put('a', made(1, 0));
    await stage.mapping(settings).start();
    await stage.until(10_000);
    expect(stage.batches.slice(0, 2)).toEqual([[1], [1]]);
    expect(stage.failures).toHaveLength(1);
  });
});

test('a failing last call blocks the shard until its retries are used up', async () => {
  const stage = new Stage();
  stage.handler = ({ sequences }) => (sequences.length === 0 ? crashed : succeeded({ state: {} }));
  stage.source.shard('a').put('a', made(1, 0), made(2, 60));
  await stage.mapping(settings).start();
  await stage.until(10_000);
  expect(stage.batches).toEqual([[1], [], [], [2]]);
});

test('a failing last call is given up when its window is too old', async () => {
  const stage = new Stage();
  stage.handler = ({ sequences }) => (sequences.length === 0 ? crashed : succeeded({ state: {} }));
  stage.source.shard('a').put('a', made(1, 0)).close('a');
  const forever = { maximumRetryAttempts: -1, maximumRecordAgeInSeconds: 60 };
  await stage.mapping({ ...settings, ...forever }).start();
  await stage.until(79_000);
  expect(stage.failures).toEqual([]);
  // The window ends at 15:48:00, 20 seconds after the stage began.
  await stage.until(90_000);
  expect(stage.failures.map(({ document }) => document.requestContext)).toMatchObject([
    { condition: 'RecordAgeExceeded', approximateInvokeCount: stage.calls.length - 1 },
  ]);
  expect(stage.of('shard-finished')).toHaveLength(1);
});

describe('a last call that is given up', () => {
  const failing = (stage: Stage) => {
    stage.handler = ({ payload, sequences }) => {
      if (sequences.length === 0 || sequences.includes(13)) return crashed;
      const { state } = JSON.parse(payload) as WindowEvent;
      return succeeded({ state: { count: (state.count ?? 0) + sequences.length } });
    };
  };

  test('is named by the records whose result it held, from the first to the last', async () => {
    const stage = new Stage();
    failing(stage);
    stage.source.shard('a').put('a', made(11, 0), made(12, 1), made(14, 19), made(15, 60));
    await stage.mapping({ ...settings, batchSize: 1 }).start();
    await stage.until(10_000);
    const named = {
      startSequenceNumber: '11',
      endSequenceNumber: '14',
      approximateArrivalOfFirstRecord: '2025-11-25T15:47:40Z',
      approximateArrivalOfLastRecord: '2025-11-25T15:47:59Z',
      batchSize: 3,
    };
    expect(stage.failures.map(({ document }) => document.DDBStreamBatchInfo)).toMatchObject([
      named,
    ]);
    expect(stage.failures[0]?.payload).toMatch('"state":{"count":3}');
    expect(stage.of('discarded')).toMatchObject([{ document: { DDBStreamBatchInfo: named } }]);
  });

  test('does not name again what was given up before it', async () => {
    const stage = new Stage();
    failing(stage);
    stage.source.shard('a').put('a', made(13, 0), made(14, 1), made(15, 60));
    await stage.mapping({ ...settings, batchSize: 1 }).start();
    await stage.until(10_000);
    expect(stage.failures.map(({ document }) => document.DDBStreamBatchInfo)).toMatchObject([
      { startSequenceNumber: '13', endSequenceNumber: '13', batchSize: 1 },
      { startSequenceNumber: '14', endSequenceNumber: '14', batchSize: 1 },
    ]);
  });

  test('of a window without a finished record has nothing to name', async () => {
    const stage = new Stage();
    failing(stage);
    stage.source.shard('a').put('a', made(13, 0), made(15, 60));
    await stage.mapping({ ...settings, batchSize: 1 }).start();
    await stage.until(10_000);
    expect(stage.batches).toEqual([[13], [13], [], [], [15]]);
    expect(stage.failures.map(({ document }) => document.DDBStreamBatchInfo)).toMatchObject([
      { startSequenceNumber: '13', batchSize: 1 },
    ]);
  });

  test('names the records of before a restart, too', async () => {
    const stage = new Stage();
    failing(stage);
    stage.source.shard('a').put('a', made(11, 0), made(12, 1));
    const mapping = stage.mapping(settings);
    await mapping.start();
    await stage.until(1_000);
    void mapping.stop();
    await stage.until(2_000);
    stage.source.put('a', made(14, 2)).close('a');
    await mapping.start();
    await stage.until(10_000);
    expect(stage.failures[0]?.document.DDBStreamBatchInfo).toMatchObject({
      startSequenceNumber: '11',
      endSequenceNumber: '14',
      batchSize: 3,
    });
  });

  test('after an early end names what came since that', async () => {
    const stage = new Stage();
    const large = { text: 'x'.repeat(1024 * 1024) };
    stage.handler = ({ payload, sequences }) => {
      const event = JSON.parse(payload) as WindowEvent;
      if (event['isFinalInvokeForWindow'] && !event['isWindowTerminatedEarly']) return crashed;
      return succeeded({ state: sequences.includes(11) ? large : {} });
    };
    stage.source.shard('a').put('a', made(11, 0), made(12, 1)).close('a');
    await stage.mapping({ ...settings, batchSize: 1 }).start();
    await stage.until(10_000);
    expect(stage.failures.map(({ document }) => document.DDBStreamBatchInfo)).toMatchObject([
      { startSequenceNumber: '12', endSequenceNumber: '12', batchSize: 1 },
    ]);
  });
});

test('a window that is open at a stop goes on with its state', async () => {
  const stage = new Stage();
  const events = counting(stage);
  stage.source.shard('a').put('a', made(1, 0));
  const mapping = stage.mapping(settings);
  await mapping.start();
  await stage.until(1_000);
  void mapping.stop();
  await stage.until(2_000);
  stage.source.put('a', made(2, 2));
  await mapping.start();
  await stage.until(3_000);
  expect(events[1]).toMatchObject({ state: { count: 1 } });
});
