import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Change } from '@millrace/shared';
import * as v from 'valibot';
import { createConsumer, invoke, streamEvent } from '../src/index.js';
import {
  consumerOf,
  first,
  from,
  type Item,
  item,
  schema,
  sequence,
  succeeded,
} from './support/consumer-of.js';
import { recordingObservers } from './support/silent.js';

describe('reactions', () => {
  test('get their own kind of change, with the images that it has', async () => {
    const seen: Change<Item>[] = [];
    const note = (change: Change<Item>) => seen.push(change);
    const { handler } = consumerOf({
      concurrency: 1,
      onInsert: note,
      onModify: note,
      onRemove: note,
      onExpire: note,
    });
    const event = streamEvent()
      .insert(item('a', 1))
      .modify(item('a', 1), item('a', 2))
      .remove(item('a', 2))
      .expire(item('b', 3));
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(seen).toMatchObject([
      { kind: 'insert', keys: { id: 'a' }, newImage: { n: 1 }, sequenceNumber: sequence(0) },
      { kind: 'modify', oldImage: { n: 1 }, newImage: { n: 2 } },
      { kind: 'remove', oldImage: { n: 2 } },
      { kind: 'expire', keys: { id: 'b' }, oldImage: { n: 3 } },
    ]);
    expect(seen[0]).not.toHaveProperty('oldImage');
  });

  test('that were not given are counted, and their images are not read', async () => {
    const { handler, metrics, parked } = consumerOf({ onRemove: () => undefined });
    expect(await invoke(handler, streamEvent().insert({ id: 'a', n: 'not a number' }))).toEqual(
      succeeded,
    );
    expect(parked).toEqual([]);
    expect(metrics).toMatchObject({ ChangesReceived: 1, ChangesIgnored: 1 });
  });

  test('get a signal, a logger with the change in it, and the time that is left', async () => {
    const { handler, lines } = consumerOf({
      onInsert: (_change, { signal, logger, remainingMs, attempt }) => {
        expect(signal.aborted).toBe(false);
        expect(remainingMs).toBe(2_500);
        expect(attempt).toBe(1);
        logger.info('seen');
      },
    });
    const event = streamEvent().insert(item('a'));
    const context = { getRemainingTimeInMillis: () => 2_500 };
    expect(await invoke(handler, event, { context })).toEqual(succeeded);
    expect(lines).toMatchObject([
      {
        message: 'seen',
        fields: {
          eventId: event.Records[0]?.eventID,
          keys: { id: 'a' },
          sequenceNumber: first,
          attempt: 1,
        },
      },
    ]);
  });

  test('see the output of the schema, also of an asynchronous one', async () => {
    const trimmed = v.pipeAsync(
      v.objectAsync({ id: v.string() }),
      v.transformAsync(async ({ id }) => ({ name: id.trim() })),
    );
    const names: string[] = [];
    const handler = createConsumer({
      schema: trimmed,
      onInsert: ({ newImage }) => names.push(newImage.name),
      ...recordingObservers().observers,
    });
    await invoke(handler, streamEvent().insert({ id: ' a ' }));
    expect(names).toEqual(['a']);
  });
});

describe('a failure that may pass', () => {
  test('stops the batch, and the answer names it', async () => {
    const started: number[] = [];
    const { handler, metrics, lines } = consumerOf({
      concurrency: 1,
      onInsert: ({ newImage: { n } }) => {
        started.push(n);
        if (n === 2) throw new Error('the ledger is away');
      },
    });
    const event = streamEvent();
    for (let n = 0; n < 5; n++) event.insert(item(`i-${n}`, n));
    expect(await invoke(handler, event)).toEqual(from(2));
    expect(started).toEqual([0, 1, 2]);
    expect(metrics).toMatchObject({ ChangesHandled: 2, ChangesFailed: 1, ChangesGivenBack: 3 });
    expect(lines).toMatchObject([
      {
        level: 'error',
        fields: { keys: { id: 'i-2' }, sequenceNumber: sequence(2), attempt: 1 },
      },
    ]);
  });

  test('lets what runs come to its end, and what is below it start', async () => {
    const ended: number[] = [];
    const { handler } = consumerOf({
      concurrency: 3,
      onInsert: async ({ newImage: { n } }) => {
        if (n === 2) throw new Error('at once');
        await sleep(n === 0 ? 100 : 5);
        ended.push(n);
      },
    });
    const event = streamEvent()
      .insert(item('a', 0))
      .insert(item('a', 1))
      .insert(item('b', 2))
      .insert(item('c', 3))
      .insert(item('d', 4));
    expect(await invoke(handler, event)).toEqual(from(2));
    expect(ended).toEqual([3, 0, 1]);
  });

  test('is counted by attempt when the change comes again', async () => {
    const attempts: number[] = [];
    const { handler } = consumerOf({
      onInsert: (_change, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error('not yet');
      },
    });
    const event = streamEvent().insert(item('a'));
    for (let delivery = 0; delivery < 4; delivery++) await invoke(handler, event);
    expect(attempts).toEqual([1, 2, 3, 1]);
  });
});

describe('sequence numbers', () => {
  test('are compared as integers when a batch comes unsorted', async () => {
    const seen: string[] = [];
    const { handler } = consumerOf({
      onInsert: ({ sequenceNumber }) => {
        seen.push(sequenceNumber);
        if (sequenceNumber !== '9') throw new Error('no');
      },
    });
    const event = streamEvent({ firstSequenceNumber: 9n }).insert(item('a')).insert(item('a'));
    event.Records.reverse();
    expect(await invoke(handler, event.build())).toEqual({
      batchItemFailures: [{ itemIdentifier: '10' }],
    });
    expect(seen).toEqual(['9', '10']);
  });
});

describe('the loop guard', () => {
  test("does not react to the consumer's own write, and says so", async () => {
    const written: object[] = [];
    const { handler, metrics } = consumerOf({
      onInsert: ({ newImage }, { origin }) => written.push({ ...newImage, n: 1, ...origin }),
      onModify: () => {
        throw new Error('must not be called');
      },
    });
    await invoke(handler, streamEvent().insert(item('a')));
    expect(written).toHaveLength(1);
    const own = streamEvent().modify(item('a'), written[0] ?? {});
    expect(await invoke(handler, own)).toEqual(succeeded);
    expect(metrics).toMatchObject({ ChangesLooped: 1, ChangesHandled: 1 });
  });

  test('reacts to what somebody else later does to an item that it wrote', async () => {
    const seen: Item[] = [];
    const marks: string[] = [];
    const { handler, metrics } = consumerOf({
      onInsert: (_change, { origin }) => marks.push(...Object.values(origin)),
      onModify: ({ newImage }) => seen.push(newImage),
    });
    await invoke(handler, streamEvent().insert(item('a')));
    const marked = { ...item('a'), millraceOrigin: marks[0] };
    await invoke(handler, streamEvent().modify(marked, { ...marked, n: 7 }));
    expect(seen).toEqual([item('a', 7)]);
    expect(metrics).not.toHaveProperty('ChangesLooped');
  });

  test("reacts to another consumer's write, also where its name begins alike", async () => {
    const { handler, metrics } = consumerOf({ origin: 'a', onInsert: () => undefined });
    const written = ['b#1', 'ab#1', 'a#b#1', 'ab', 'a', ''];
    const event = streamEvent();
    for (const millraceOrigin of written) event.insert({ ...item('a'), millraceOrigin });
    await invoke(handler, event.insert({ ...item('a'), millraceOrigin: 'a#1' }));
    expect(metrics).toMatchObject({ ChangesHandled: written.length, ChangesLooped: 1 });
  });

  test('takes a mark that is no text for none', async () => {
    const { handler, metrics } = consumerOf({ onInsert: () => undefined });
    const event = streamEvent().insert(item('a')).build();
    Object.assign(event.Records[0]?.dynamodb?.NewImage ?? {}, { millraceOrigin: { S: 7 } });
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(metrics).toMatchObject({ ChangesParked: 1 });
  });
});

describe('metrics', () => {
  test('tell kinds, repeats, the age of the first record and what is left of its 24 hours', async () => {
    const at = new Date('2026-11-24T12:00:00Z');
    const { handler, metrics } = consumerOf({
      now: () => at.getTime() + 3_600_000,
      onInsert: (_change, { markRepeated }) => markRepeated(),
      onExpire: () => undefined,
    });
    await invoke(handler, streamEvent({ at }).insert(item('a')).expire(item('b')));
    expect(metrics).toEqual({
      ChangesReceived: 2,
      Inserts: 1,
      Expires: 1,
      ChangesRepeated: 1,
      ChangesHandled: 1,
      BatchAge: 3_600_000,
      RetentionLeft: 23 * 3_600_000,
    });
  });

  test('that cannot be written do not fail the batch', async () => {
    const { handler, lines } = consumerOf({
      onInsert: () => undefined,
      metrics: () => {
        throw new Error('full');
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(succeeded);
    expect(lines).toMatchObject([{ level: 'error', message: 'metrics could not be written' }]);
  });
});

describe('what makes no consumer is refused at once', () => {
  const onInsert = () => undefined;
  test.each([
    ['no reaction', { schema }, /at least one of onInsert/],
    ['a schema that is none', { schema: {}, onInsert }, /Standard Schema/],
    ['a concurrency of none', { schema, onInsert, concurrency: 0 }, /concurrency.*but is 0/],
    ['a negative margin', { schema, onInsert, deadlineMargin: -1 }, /deadlineMargin.*but is -1/],
    ['a reaction that is none', { schema, onInsert: 'log' }, /onInsert must be a function/],
  ])('%s', (_name, options, message) => {
    expect(() => createConsumer(options as never)).toThrow(message);
  });

  test('and so is an event that is no batch of records', async () => {
    const { handler } = consumerOf({ onInsert });
    await expect(invoke(handler, { detail: {} } as never)).rejects.toThrow(/list of Records/);
  });
});
