import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import {
  createConsumer,
  invoke,
  type OldImage,
  type ParkedRecord,
  PermanentError,
  readOldImage,
  streamEvent,
} from '../src/index.js';
import {
  consumerOf,
  from,
  type Item,
  item,
  type Reactions,
  schema,
  succeeded,
} from './support/consumer-of.js';
import { recordingObservers } from './support/silent.js';

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
          stack: expect.stringContaining('permanent-failure.test.ts'),
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

  test.each([
    ['a synchronous', schema],
    ['an asynchronous', v.objectAsync({ id: v.string(), n: v.number() })],
  ])('is a record that does not fit %s schema, before any reaction sees it', async (_, fitting) => {
    const reactions: Reactions = {
      onInsert: () => {
        throw new Error('must not be called');
      },
    };
    const { handler, parked } = consumerOf(reactions, fitting);
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
    const reactions: Reactions = {
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

  test.each([
    ['an attribute', ['n'], { id: 'a', n: 'my secret' }],
    [
      'an attribute of every member of a list',
      ['lines.n'],
      { id: 'a', lines: [{ n: 'my secret' }] },
    ],
    ['what stands where it should be a part of', ['card.n'], { id: 'a', card: 'my secret' }],
    ['a path with blanks around it', [' n '], { id: 'a', n: 'my secret' }],
  ])('shows no value of a redacted attribute: %s', async (_name, redact, written) => {
    const { lines, observers } = recordingObservers();
    const parked: ParkedRecord[] = [];
    const handler = createConsumer({
      schema: v.object({
        n: v.optional(v.number()),
        lines: v.optional(v.array(v.object({ n: v.number() }))),
        card: v.optional(v.object({ n: v.number() })),
      }),
      onInsert: () => undefined,
      park: async (record) => {
        parked.push(record);
      },
      redact,
      ...observers,
    });
    await invoke(handler, streamEvent().insert(written));
    expect(
      JSON.stringify([lines, lines.map(({ fields }) => String(fields['error']))]),
    ).not.toContain('my secret');
    expect(parked[0]?.error.message).toContain('(redacted)');
  });

  test('shows no value of a redacted key, in its own lines and in those of reactions', async () => {
    const { handler, lines } = consumerOf({
      redact: ['id'],
      onInsert: ({ newImage: { n } }, { logger }) => {
        logger.info('seen');
        if (n === 1) throw new PermanentError('never');
        throw new Error('not yet');
      },
    });
    const event = streamEvent().insert(item('ann@example.org', 1)).insert(item('ann@example.org'));
    await invoke(handler, event);
    const hidden = { fields: { keys: { id: '(redacted)' } } };
    expect(lines).toMatchObject([hidden, hidden, hidden, hidden]);
    expect(JSON.stringify(lines)).not.toContain('ann@');
  });
});
