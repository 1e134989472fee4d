import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { invoke, type StreamEventBuilder, type StreamHandler, streamEvent } from '../src/index.js';
import { consumerOf, from, type ItemSchema, item, succeeded } from './support/consumer-of.js';
import { recordingObservers } from './support/silent.js';

// Time passes only where a test lets it, so that no busy machine can take it away.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const sleep = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

/** Invokes, and lets as much time pass as the function has. */
async function invokeFor(timeout: number, handler: StreamHandler, event: StreamEventBuilder) {
  const answering = invoke(handler, event, { timeout });
  const [answer] = await Promise.all([answering, jest.advanceTimersByTimeAsync(timeout)]);
  return answer;
}

describe('the deadline', () => {
  test('stops starting, aborts the signal and gives back what is unfinished', async () => {
    const started: number[] = [];
    const leftAtAbort: number[] = [];
    const { handler, metrics, lines } = consumerOf({
      concurrency: 1,
      deadlineMargin: 400,
      onInsert: async ({ newImage: { n } }, context) => {
        started.push(n);
        const { signal } = context;
        signal.addEventListener('abort', () => leftAtAbort.push(context.remainingMs));
        await sleep(n === 0 ? 5 : 10_000, signal);
      },
    });
    const event = streamEvent().insert(item('a', 0)).insert(item('b', 1)).insert(item('c', 2));
    expect(await invokeFor(600, handler, event)).toEqual(from(1));
    expect(started).toEqual([0, 1]);
    // The whole margin, not only the half of it that is kept for the answer.
    expect(leftAtAbort).toEqual([400, 400]);
    expect(metrics).toMatchObject({ ChangesHandled: 1, DeadlinesReached: 1, ChangesGivenBack: 2 });
    expect(metrics).not.toHaveProperty('ChangesFailed');
    expect(lines.at(-1)).toMatchObject({
      level: 'warn',
      message: 'deadline reached: the rest is given back',
      fields: { finished: 1, running: 0, received: 3 },
    });
  });

  test('is kept even when a reaction does not listen to the signal, and tells of it', async () => {
    const { handler, lines } = consumerOf({
      deadlineMargin: 100,
      onInsert: async ({ newImage: { n } }) => sleep(n),
    });
    const event = streamEvent().insert(item('a', 0)).insert(item('b', 400));
    expect(await invokeFor(250, handler, event)).toEqual(from(1));
    expect(lines).toMatchObject([{ level: 'warn', fields: { finished: 1, running: 1 } }]);
  });

  test('is seen by work that never yields', async () => {
    const started: number[] = [];
    const { handler } = consumerOf({
      concurrency: 1,
      deadlineMargin: 100,
      onInsert: ({ newImage: { n } }) => {
        started.push(n);
      },
    });
    const event = streamEvent();
    for (let n = 0; n < 20; n++) event.insert(item(`i-${n}`, n));
    const getRemainingTimeInMillis = () => 250 - 60 * started.length;
    const answer = await invoke(handler, event, { context: { getRemainingTimeInMillis } });
    expect(started).toEqual([0, 1, 2]);
    expect(answer).toEqual(from(3));
  });

  test('starts no reaction whose schema was still at work when it came', async () => {
    const started: number[] = [];
    const slow: ItemSchema = {
      '~standard': {
        version: 1,
        vendor: 'own',
        validate: async (value) => {
          await sleep(300);
          return { value: value as never };
        },
      },
    };
    const { handler } = consumerOf(
      { deadlineMargin: 200, onInsert: ({ newImage: { n } }) => started.push(n) },
      slow,
    );
    expect(await invokeFor(400, handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(started).toEqual([]);
  });

  test('that has already come starts nothing, and says what is too short', async () => {
    const { handler, lines } = consumerOf({
      deadlineMargin: 500,
      onInsert: () => {
        throw new Error('must not be called');
      },
    });
    expect(await invokeFor(400, handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(lines).toMatchObject([
      { level: 'warn', message: expect.stringMatching(/timeout must be longer.*deadlineMargin/) },
    ]);
  });

  test('leaves a function with a short timeout four fifths of it', async () => {
    const { handler } = consumerOf({ onInsert: ({ newImage: { n } }) => sleep(n) });
    const event = streamEvent().insert(item('a', 639));
    expect(await invokeFor(800, handler, event)).toEqual(succeeded);
    const longer = streamEvent().insert(item('a', 721));
    expect(await invokeFor(800, handler, longer)).toEqual(from(0));
  });

  test('comes a second before the timeout where there is time for that', async () => {
    const leftAtAbort: number[] = [];
    const { handler } = consumerOf({
      onInsert: async (_change, context) => {
        context.signal.addEventListener('abort', () => leftAtAbort.push(context.remainingMs));
        await sleep(100_000, context.signal);
      },
    });
    expect(await invokeFor(60_000, handler, streamEvent().insert(item('a')))).toEqual(from(0));
    expect(leftAtAbort).toEqual([1_000]);
  });

  test('does not come where there is more time than a timer can hold', async () => {
    const { handler } = consumerOf({ onInsert: () => sleep(1_000) });
    const context = { getRemainingTimeInMillis: () => 2 ** 40 };
    const answering = invoke(handler, streamEvent().insert(item('a')), { context });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await answering).toEqual(succeeded);
  });

  test('leaves no timer behind when the batch was done before', async () => {
    const { handler } = consumerOf({ onInsert: () => undefined });
    await invoke(handler, streamEvent().insert(item('a')));
    expect(jest.getTimerCount()).toBe(0);
  });

  test('leaves none either when the batch ends in an error of its own', async () => {
    const { handler } = consumerOf({
      onInsert: () => {
        throw new Error('no');
      },
      logger: {
        ...recordingObservers().observers.logger,
        error: () => {
          throw new Error('the log is full');
        },
      },
    });
    const invoking = invoke(handler, streamEvent().insert(item('a')));
    await expect(invoking).rejects.toThrow('the log is full');
    expect(jest.getTimerCount()).toBe(0);
  });
});
