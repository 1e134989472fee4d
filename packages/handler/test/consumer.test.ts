import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Change } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as v from 'valibot';
import { isSynchronous } from '../src/consumer/is-synchronous.js';
import {
  type ConsumerOptions,
  createConsumer,
  invoke,
  type OldImage,
  type ParkedRecord,
  PermanentError,
  readOldImage,
  streamEvent,
} from '../src/index.js';
import { recordingObservers } from './support/silent.js';

const schema = v.object({ id: v.string(), n: v.number() });
type Item = v.InferOutput<typeof schema>;
type Options = ConsumerOptions<typeof schema>;
const item = (id: string, n = 0): Item => ({ id, n });
const first = '202328600001712385967261751';
const sequence = (position: number) => String(BigInt(first) + BigInt(position));
const succeeded = { batchItemFailures: [] };
const from = (position: number) => ({
  batchItemFailures: [{ itemIdentifier: sequence(position) }],
});

type ItemSchema = StandardSchemaV1<unknown, Item>;

function consumerOf(options: Omit<Options, 'schema'>, fitting: ItemSchema = schema) {
  const { lines, metrics, observers } = recordingObservers();
  const parked: ParkedRecord[] = [];
  const park = async (record: ParkedRecord) => {
    parked.push(record);
  };
  const handler = createConsumer({ schema: fitting, park, ...observers, ...options });
  return { handler, lines, metrics, parked };
}

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
        expect(remainingMs).toBeGreaterThan(2_000);
        expect(attempt).toBe(1);
        logger.info('seen');
      },
    });
    const event = streamEvent().insert(item('a'));
    expect(await invoke(handler, event)).toEqual(succeeded);
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

describe('a failure that cannot pass', () => {
  test('is parked whole, and the batch and its lane go on', async () => {
    const handled: number[] = [];
    const { handler, parked, metrics } = consumerOf({
      now: () => Date.UTC(2026, 10, 24),
      onInsert: ({ newImage: { n } }) => {
        if (n === 1) throw new PermanentError('the ledger will never take it');
        handled.push(n);
      },
    });
    const event = streamEvent().insert(item('a', 0)).insert(item('a', 1)).insert(item('a', 2));
    expect(await invoke(handler, event, { functionName: 'orders' })).toEqual(succeeded);
    expect(handled).toEqual([0, 2]);
    expect(parked).toEqual([
      {
        version: '1',
        record: event.Records[1],
        error: {
          name: 'PermanentError',
          code: 'PERMANENT',
          message: 'the ledger will never take it',
          stack: expect.stringContaining('consumer.test.ts'),
        },
        parkedAt: '2026-11-24T00:00:00.000Z',
        where: {
          functionName: 'orders',
          functionVersion: '$LATEST',
          requestId: expect.any(String),
          logStreamName: expect.any(String),
          attempt: 1,
        },
      },
    ]);
    expect(metrics).toMatchObject({ ChangesHandled: 2, ChangesParked: 1 });
  });

  test('is a record that does not fit the schema, before any reaction sees it', async () => {
    const { handler, parked } = consumerOf({
      onInsert: () => {
        throw new Error('must not be called');
      },
    });
    expect(await invoke(handler, streamEvent().insert({ id: 'a', n: 'many' }))).toEqual(succeeded);
    expect(parked).toMatchObject([
      { error: { name: 'RecordError', code: 'INVALID_ITEM', field: 'dynamodb.NewImage.n' } },
    ]);
  });

  test('is not mending or deleting an item that did not fit, unless a reaction needs the old image', async () => {
    const names: string[] = [];
    const { handler, parked } = consumerOf({
      onModify: ({ newImage }) => names.push(newImage.id),
      onRemove: ({ oldImage }) => names.push(oldImage.id),
      onExpire: ({ keys }) => names.push(String(keys['id'])),
    });
    const poison = { id: 'a', n: 'many' };
    const event = streamEvent().modify(poison, item('a')).expire(poison).remove(poison);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(names).toEqual(['a', 'a']);
    expect(parked).toMatchObject([{ error: { field: 'dynamodb.OldImage.n' } }]);
  });

  test('is the same with a schema that is asynchronous', async () => {
    const names: string[] = [];
    const reactions: Omit<Options, 'schema'> = {
      onModify: ({ newImage }) => names.push(newImage.id),
      onRemove: ({ oldImage }) => names.push(oldImage.id),
    };
    const asynchronous = v.objectAsync({ id: v.string(), n: v.number() });
    const { handler, parked } = consumerOf(reactions, asynchronous);
    const poison = { id: 'a', n: 'many' };
    const event = streamEvent().modify(poison, item('a')).modify(item('a'), poison).remove(poison);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(names).toEqual(['a']);
    expect(parked).toMatchObject([
      { error: { field: 'dynamodb.NewImage.n' } },
      { error: { field: 'dynamodb.OldImage.n' } },
    ]);
  });

  test.each([
    ['a synchronous', schema],
    ['an asynchronous', v.objectAsync({ id: v.string(), n: v.number() })],
  ])('is no old image that a reaction reads as it may be, with %s schema', async (_, fitting) => {
    const seen: OldImage<Item>[] = [];
    const note = (change: Parameters<typeof readOldImage<Item>>[0]) =>
      seen.push(readOldImage(change));
    const { handler, parked } = consumerOf({ onModify: note, onRemove: note }, fitting);
    const poison = { id: 'a', n: 'many' };
    const event = streamEvent()
      .modify(poison, item('a'))
      .modify(item('a'), item('a', 2))
      .remove(poison);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(parked).toEqual([]);
    expect(seen).toMatchObject([
      { fits: false, attributes: poison, error: { field: 'dynamodb.OldImage.n' } },
      { fits: true, item: item('a') },
      { fits: false, attributes: poison },
    ]);
  });

  test('is a record that does not decode, even one that says nothing at all', async () => {
    const { handler, parked } = consumerOf({ onInsert: () => undefined });
    const broken = { Records: [{}, { eventName: 'INSERT', dynamodb: { Keys: { id: {} } } }] };
    expect(await invoke(handler, broken as never)).toEqual(succeeded);
    expect(parked).toMatchObject([
      { record: {}, error: { code: 'MALFORMED_RECORD' } },
      { error: { code: 'MALFORMED_ATTRIBUTE', field: 'dynamodb.Keys.id' } },
    ]);
  });

  test('counts as one that may pass when it cannot be parked', async () => {
    const { handler, lines } = consumerOf({
      onInsert: () => {
        throw new PermanentError('never');
      },
      park: async () => {
        throw new Error('the queue is away');
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(lines).toMatchObject([{ message: expect.stringContaining('could not be parked') }]);
  });

  test('counts as one that may pass when there is no place to park it', async () => {
    const handler = createConsumer({
      schema,
      onInsert: () => {
        throw new PermanentError('never');
      },
      ...recordingObservers().observers,
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
  });

  test('fails the whole batch when the record has no number to be named by', async () => {
    const { handler } = consumerOf({
      onInsert: () => undefined,
      park: async () => {
        throw new Error('the queue is away');
      },
    });
    const event = streamEvent().insert(item('a')).insert(item('b')).build();
    delete event.Records[1]?.dynamodb?.SequenceNumber;
    expect(await invoke(handler, event)).toEqual({ batchItemFailures: [{ itemIdentifier: '' }] });
  });

  test('shows no value of a redacted attribute', async () => {
    const { handler, lines, parked } = consumerOf({ onInsert: () => undefined, redact: ['n'] });
    await invoke(handler, streamEvent().insert({ id: 'a', n: 'my secret' }));
    expect(JSON.stringify(lines)).not.toContain('my secret');
    expect(parked[0]?.error.message).toContain('(redacted)');
  });
});

describe('the deadline', () => {
  test('stops starting, aborts the signal and gives back what is unfinished', async () => {
    const started: number[] = [];
    const leftAtAbort: number[] = [];
    const { handler, metrics } = consumerOf({
      concurrency: 1,
      deadlineMargin: 400,
      onInsert: async ({ newImage: { n } }, context) => {
        started.push(n);
        const { signal } = context;
        signal.addEventListener('abort', () => leftAtAbort.push(context.remainingMs));
        await sleep(n === 0 ? 5 : 10_000, undefined, { signal });
      },
    });
    const event = streamEvent().insert(item('a', 0)).insert(item('b', 1)).insert(item('c', 2));
    expect(await invoke(handler, event, { timeout: 600 })).toEqual(from(1));
    expect(started).toEqual([0, 1]);
    // The whole margin, not only the half of it that is kept for the answer.
    expect(Math.min(...leftAtAbort)).toBeGreaterThan(200);
    expect(metrics).toMatchObject({ ChangesHandled: 1, DeadlinesReached: 1, ChangesGivenBack: 2 });
    expect(metrics).not.toHaveProperty('ChangesFailed');
  });

  test('is kept even when a reaction does not listen to the signal', async () => {
    const { handler } = consumerOf({
      deadlineMargin: 100,
      onInsert: async ({ newImage: { n } }) => sleep(n),
    });
    const event = streamEvent().insert(item('a', 0)).insert(item('b', 400));
    expect(await invoke(handler, event, { timeout: 250 })).toEqual(from(1));
    await sleep(200);
  });

  test('is seen by work that never yields', async () => {
    const started: number[] = [];
    const { handler } = consumerOf({
      concurrency: 1,
      deadlineMargin: 100,
      onInsert: ({ newImage: { n } }) => {
        started.push(n);
        for (const end = performance.now() + 60; performance.now() < end; );
      },
    });
    const event = streamEvent();
    for (let n = 0; n < 20; n++) event.insert(item(`i-${n}`, n));
    const answer = await invoke(handler, event, { timeout: 250 });
    expect(answer).toEqual(from(started.length));
    expect(started.length).toBeLessThan(5);
  });

  test('that has already come starts nothing', async () => {
    const { handler } = consumerOf({
      deadlineMargin: 500,
      onInsert: () => {
        throw new Error('must not be called');
      },
    });
    const event = streamEvent().insert(item('a'));
    expect(await invoke(handler, event, { timeout: 400 })).toEqual(from(0));
  });

  test('leaves a function with a short timeout most of it', async () => {
    const { handler } = consumerOf({ onInsert: () => sleep(200) });
    expect(await invoke(handler, streamEvent().insert(item('a')), { timeout: 800 })).toEqual(
      succeeded,
    );
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

  test("reacts to another consumer's write", async () => {
    const { handler, metrics } = consumerOf({ onInsert: () => undefined });
    const foreign = { ...item('a'), millraceOrigin: 'other#1' };
    await invoke(handler, streamEvent().insert(foreign));
    expect(metrics).toMatchObject({ ChangesHandled: 1 });
  });
});

describe('hooks', () => {
  test('stand around the batch and around each change', async () => {
    const order: string[] = [];
    const { handler } = consumerOf({
      onInsert: () => order.push('reaction'),
      around: {
        batch: async ({ size }, next) => {
          order.push(`batch of ${size}`);
          const answer = await next();
          order.push('batch ended');
          return answer;
        },
        change: async ({ kind }, _context, next) => {
          order.push(kind);
          await next();
          order.push('change ended');
        },
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(succeeded);
    expect(order).toEqual(['batch of 1', 'insert', 'reaction', 'change ended', 'batch ended']);
  });

  test('see a failure as the reaction threw it', async () => {
    const seen: unknown[] = [];
    const { handler } = consumerOf({
      onInsert: () => {
        throw new Error('no');
      },
      around: {
        change: async (_change, _context, next) => {
          await next().catch((error: unknown) => {
            seen.push(error);
            throw error;
          });
        },
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(seen).toEqual([expect.objectContaining({ message: 'no' })]);
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

describe('eager validation', () => {
  /** A schema that counts what it was asked, and promises its answer where `isPromised` says so. */
  function countingSchema(vendor: string, isPromised: (value: Item) => boolean = () => false) {
    const asked: unknown[] = [];
    const validate = (value: unknown) => {
      asked.push(value);
      const result = { value: value as Item };
      return isPromised(result.value) ? Promise.resolve(result) : result;
    };
    const counting: ItemSchema = { '~standard': { version: 1, vendor, validate } };
    return { counting, asked };
  }
  const event = streamEvent().modify(item('a', 1), item('a', 2));

  test('checks an old image only when a reaction reads it, and once, where a schema never waits', async () => {
    const { counting, asked } = countingSchema('arktype');
    const askedBefore: number[] = [];
    const { handler } = consumerOf(
      {
        onModify: (change) => {
          askedBefore.push(asked.length);
          expect(change.oldImage).toBe(change.oldImage);
        },
      },
      counting,
    );
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(askedBefore).toEqual([1]);
    expect(asked).toEqual([item('a', 2), item('a', 1)]);
  });

  test.each([
    ['valibot says of its schemas', schema, true],
    [
      'valibot says of those to be awaited',
      v.objectAsync({ id: v.string(), n: v.number() }),
      false,
    ],
    ['arktype never waits', countingSchema('arktype').counting, true],
    ['zod does not tell', countingSchema('zod').counting, false],
  ])('knows what never waits: %s', (_, given, never) => {
    expect(isSynchronous(given)).toBe(never);
  });

  test('awaits an old image that is promised although the new one was not', async () => {
    const { counting } = countingSchema('zod', ({ n }) => n === 1);
    const seen: Item[] = [];
    const { handler } = consumerOf({ onModify: ({ oldImage }) => seen.push(oldImage) }, counting);
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(seen).toEqual([item('a', 1)]);
  });
});

describe('lazy validation', () => {
  test('reads an image only when the reaction does, and then parks a misfit', async () => {
    const { handler, parked } = consumerOf({
      validation: 'lazy',
      onInsert: (change) => change.keys['id'] === 'a' || change.newImage,
    });
    const event = streamEvent().insert({ id: 'a', n: 'x' }).insert({ id: 'b', n: 'x' });
    expect(await invoke(handler, event)).toEqual(succeeded);
    expect(parked).toHaveLength(1);
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
