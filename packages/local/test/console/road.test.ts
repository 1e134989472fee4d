import { afterEach, describe, expect, test } from '@jest/globals';
import type { StackChanges } from '../support/stack.js';
import { type OpenedConsole, openConsole } from './support.js';

const opened: OpenedConsole[] = [];
async function open(changes: StackChanges = {}): Promise<OpenedConsole> {
  const console = await openConsole(changes);
  opened.push(console);
  return console;
}
afterEach(async () => {
  const closing = opened.splice(0);
  await Promise.all(closing.map((console) => console.close()));
  // A fault of the console's own must not hide behind a test that passes.
  expect(closing.flatMap(({ faults }) => faults)).toEqual([]);
});

const onlyInserts = { filter_criteria: { filter: [{ pattern: '{"eventName":["INSERT"]}' }] } };

describe('the road that a page sees', () => {
  test('is there whole with the first event', async () => {
    const { heard } = await open();
    expect(heard.hello?.frame.road).toMatchObject({
      tables: [{ name: 'orders', written: 0, openShards: expect.any(Array) }],
      mappings: [
        {
          tableName: 'orders',
          functionName: 'consumer',
          state: 'Enabled',
          shards: expect.any(Array),
        },
      ],
      functions: [{ name: 'consumer', invocations: 0 }],
      queues: [{ name: 'failures', role: 'failure', messages: 0 }],
    });
  });

  test('counts a change at each station it passes', async () => {
    const { put, eventuallyRoad, heard } = await open();
    await put('order-1');
    const road = await eventuallyRoad(
      ({ mappings }) => mappings[0]?.handled === 1,
      'the change to arrive',
    );
    expect(road.tables[0]).toMatchObject({ written: 1 });
    expect(road.mappings[0]?.shards.reduce((sum, { read }) => sum + read, 0)).toBe(1);
    expect(road.mappings[0]).toMatchObject({
      unread: 0,
      read: 1,
      waiting: 0,
      inFlight: 0,
      filteredOut: 0,
    });
    expect(road.functions[0]).toMatchObject({ invocations: 1, running: 0, errors: 0 });
    const steps = heard.frames.flatMap(({ flow }) => flow.map(({ step, count }) => [step, count]));
    expect(steps).toEqual([
      ['write', 1],
      ['read', 1],
      ['deliver', 1],
      ['handle', 1],
    ]);
  });

  test('shows a fault whoever armed it, and no more of it once it is used up', async () => {
    const { cloud, put, eventuallyRoad } = await open();
    cloud.injectFault('consumer', { kind: 'error', match: 'order-1', times: 1 });
    const armed = await eventuallyRoad(
      ({ functions }) => functions[0]?.faults.length === 1,
      'the fault to be shown',
    );
    expect(armed.functions[0]?.faults).toMatchObject([
      { kind: 'error', match: 'order-1', hits: 0 },
    ]);
    await put('order-1');
    await eventuallyRoad(
      ({ functions, mappings }) => functions[0]?.faults.length === 0 && mappings[0]?.handled === 1,
      'the retry to succeed',
    );
  });

  test('shows the children of a shard that was split', async () => {
    const { act, eventuallyRoad, heard } = await open();
    const parent = heard.hello?.frame.road.tables[0]?.openShards[0] ?? '';
    expect(await act({ type: 'split-shard', tableName: 'orders', shardId: parent })).toMatchObject({
      status: 200,
    });
    const road = await eventuallyRoad(
      ({ mappings }) => mappings[0]?.shards.some(({ parentId }) => parentId === parent) === true,
      'the children',
    );
    const shards = road.mappings[0]?.shards ?? [];
    expect(road.tables[0]?.openShards).not.toContain(parent);
    expect(shards.filter(({ parentId }) => parentId === parent)).toHaveLength(2);
    expect(shards.find(({ id }) => id === parent)?.state).not.toBe('open');
  });

  test('is a sample in its changes and whole in its numbers when there is much', async () => {
    const { put, eventuallyRoad, heard } = await open();
    await Promise.all(Array.from({ length: 120 }, (_, index) => put(`order-${index}`)));
    const road = await eventuallyRoad(
      ({ mappings }) => mappings[0]?.handled === 120,
      'all changes to arrive',
    );
    expect(road.tables[0]?.written).toBe(120);
    expect(Math.max(...heard.frames.map(({ changes }) => changes.length))).toBeLessThanOrEqual(40);
  });

  test('tells each second once', async () => {
    const { put, eventuallyRoad, heard } = await open();
    await put('order-1');
    await eventuallyRoad(({ mappings }) => mappings[0]?.handled === 1, 'the change to arrive');
    const seconds = () => heard.frames.flatMap((frame) => frame.seconds);
    await eventuallyRoad(() => seconds().some(({ handled }) => handled === 1), 'its second');
    expect(seconds().reduce((sum, { written }) => sum + written, 0)).toBe(1);
    expect(new Set(seconds().map(({ at }) => at)).size).toBe(seconds().length);
  });
});

describe('a record’s story', () => {
  test('tells its way to the end, with the log lines of the call', async () => {
    const { put, rowOf, story } = await open();
    await put('order-1');
    const { sequence } = await rowOf('order-1', 'handled');
    const { steps, row, difference } = await story(sequence);
    expect(steps.map(({ type }) => type)).toEqual(['written', 'read', 'filter', 'delivered']);
    expect(steps.at(-1)).toMatchObject({
      attempt: 1,
      batchSize: 1,
      outcome: 'succeeded',
      log: [expect.stringContaining('INSERT order-1')],
    });
    expect(row).toMatchObject({ key: 'order-1', kind: 'insert', attempts: 1 });
    expect(difference).toEqual([{ path: 'status', after: 'PLACED' }]);
  });

  test('says why no filter wanted it', async () => {
    const { put, rowOf, story } = await open({ mapping: onlyInserts });
    await put('order-1');
    await put('order-1', 'PAID');
    const { sequence } = await rowOf('order-1', 'filtered');
    const { steps } = await story(sequence);
    expect(steps.at(-1)).toMatchObject({
      type: 'filter',
      passed: false,
      verdicts: [
        {
          matched: false,
          leaves: [
            { path: 'eventName', matched: false, reason: 'eventName is "MODIFY", wanted "INSERT"' },
          ],
        },
      ],
    });
  });

  test('tells each attempt, and why it failed', async () => {
    const { act, put, rowOf, story } = await open();
    await act({
      type: 'inject-fault',
      functionName: 'consumer',
      kind: 'error',
      match: 'order-1',
      times: 1,
    });
    await put('order-1');
    const { sequence } = await rowOf('order-1', 'handled');
    const deliveries = (await story(sequence)).steps.filter(({ type }) => type === 'delivered');
    expect(deliveries).toMatchObject([
      { attempt: 1, outcome: 'failed', reason: expect.stringContaining('InjectedFault') },
      { attempt: 2, outcome: 'succeeded' },
    ]);
  });

  test('of an unknown record says where else to look', async () => {
    const { get } = await open();
    expect(await get('api/story?sequence=17')).toMatchObject({
      code: 'UNKNOWN_RECORD',
      message: expect.stringContaining('millrace tail'),
    });
  });
});

describe('the hands on the road', () => {
  test('pause the mapping, and let it go on where it stopped', async () => {
    const { act, put, eventuallyRoad, rowOf, heard } = await open();
    const uuid = heard.hello?.frame.road.mappings[0]?.uuid ?? '';
    await act({ type: 'pause-mapping', uuid });
    await eventuallyRoad(({ mappings }) => mappings[0]?.state === 'Disabled', 'the pause');
    await put('order-1');
    const road = await eventuallyRoad(
      ({ mappings }) => mappings[0]?.unread === 1,
      'an unread change',
    );
    expect(road.mappings[0]?.handled).toBe(0);
    await act({ type: 'resume-mapping', uuid });
    await rowOf('order-1', 'handled');
  });

  test('change the batch', async () => {
    const { act, eventuallyRoad, heard } = await open();
    const uuid = heard.hello?.frame.road.mappings[0]?.uuid ?? '';
    await act({ type: 'change-mapping', uuid, batchSize: 7, windowSeconds: 1 });
    const road = await eventuallyRoad(
      ({ mappings }) => mappings[0]?.batchSize === 7,
      'the new batch size',
    );
    expect(road.mappings[0]?.windowSeconds).toBe(1);
  });

  test('redrive a batch that was given up, once the function is healed', async () => {
    const { act, put, rowOf, eventuallyRoad } = await open();
    const fault = { functionName: 'consumer', kind: 'error', match: 'order-1', times: 0 } as const;
    await act({ type: 'inject-fault', ...fault });
    await put('order-1');
    await rowOf('order-1', 'discarded');
    const road = await eventuallyRoad(({ queues }) => queues[0]?.messages === 1, 'the failure');
    const [queue] = road.queues;
    const messageId = queue?.failures[0]?.messageId ?? '';
    const redrive = { type: 'redrive', queueUrl: queue?.url ?? '', messageId } as const;
    expect(await act(redrive)).toMatchObject({ status: 409, code: 'FAILED_AGAIN' });
    await act({ type: 'clear-faults', functionName: 'consumer' });
    expect(await act(redrive)).toMatchObject({
      status: 200,
      message: 'The record is handled; the message is deleted.',
    });
    await eventuallyRoad(({ queues }) => queues[0]?.messages === 0, 'the empty queue');
  });

  test('are told what is wrong in words', async () => {
    const { act } = await open();
    expect(await act({ type: 'pause-mapping', uuid: 'none' })).toMatchObject({
      status: 400,
      message: 'The resource you requested does not exist.',
    });
  });
});

describe('the filter bench', () => {
  test('tries a pattern on the real records', async () => {
    const { put, rowOf, bench } = await open();
    await put('order-1');
    await put('order-1', 'PAID');
    await rowOf('order-1', 'handled');
    expect(await bench('{"eventName":["INSERT"]}')).toMatchObject({
      tested: 2,
      passed: 1,
      oneByOne: { unfiltered: 2, filtered: 1 },
      warnings: [],
      smallest: '{"eventName":["INSERT"]}',
      builder: "filterFor<Order>()\n  .on('INSERT')\n  .toPattern()",
      rows: [
        { passes: false, row: { kind: 'modify' } },
        { passes: true, row: { kind: 'insert' } },
      ],
    });
  });

  test('warns of what is surely not meant', async () => {
    const { bench } = await open();
    const { warnings } = await bench(
      '{"dynamodb":{"NewImage":{"total":{"N":[{"numeric":[">",3]}]}}}}',
    );
    expect(warnings).toMatchObject([{ path: 'dynamodb.NewImage.total.N[0]' }]);
  });

  test('says why a pattern is refused', async () => {
    const { bench } = await open();
    expect((await bench('{"eventName":')).fault?.message).toMatch(
      /^Invalid filter pattern definition\./,
    );
  });
});
