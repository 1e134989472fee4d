import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { invoke, streamEvent } from '../src/index.js';
import { consumerOf, from, item, succeeded } from './support/consumer-of.js';

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

  test('that end without calling next have the change delivered again: it had no reaction', async () => {
    const { handler, lines } = consumerOf({
      onInsert: () => undefined,
      around: { change: async () => undefined },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(lines).toMatchObject([
      {
        fields: { error: { code: 'HOOK_WITHOUT_NEXT', message: expect.stringMatching(/change/) } },
      },
    ]);
  });

  test('that do not await next hold the lane all the same, and hide no failure', async () => {
    const order: string[] = [];
    const { handler } = consumerOf({
      onInsert: async ({ newImage: { n } }) => {
        order.push(`started ${n}`);
        await turn();
        if (n === 1) throw new Error('late');
        order.push(`ended ${n}`);
      },
      around: {
        change: async (_change, _context, next) => {
          void next();
        },
      },
    });
    const event = streamEvent();
    for (const n of [0, 1, 2]) event.insert(item('a', n));
    expect(await invoke(handler, event)).toEqual(from(1));
    expect(order).toEqual(['started 0', 'ended 0', 'started 1']);
  });

  test('call the reaction once, however often they call next', async () => {
    const seen: number[] = [];
    const { handler } = consumerOf({
      onInsert: ({ newImage: { n } }) => seen.push(n),
      around: {
        change: async (_change, _context, next) => {
          await next();
          await next();
        },
      },
    });
    await invoke(handler, streamEvent().insert(item('a', 7)));
    expect(seen).toEqual([7]);
  });

  test('that keep a failure to themselves hide it from nobody', async () => {
    const { handler } = consumerOf({
      onInsert: () => {
        throw new Error('no');
      },
      around: {
        change: async (_change, _context, next) => {
          await next().catch(() => undefined);
        },
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
  });

  test('around a batch cannot lose its answer', async () => {
    const { handler } = consumerOf({
      onInsert: () => {
        throw new Error('no');
      },
      around: {
        batch: async (_batch, next) => {
          await next();
          return undefined as never;
        },
      },
    });
    expect(await invoke(handler, streamEvent().insert(item('a')))).toEqual(from(0));
  });

  test('around a batch that end without calling next fail it', async () => {
    const { handler } = consumerOf({
      onInsert: () => undefined,
      around: { batch: async () => undefined as never },
    });
    const answering = invoke(handler, streamEvent().insert(item('a')));
    await expect(answering).rejects.toThrow(/around\.batch ended without calling next/);
  });
});
