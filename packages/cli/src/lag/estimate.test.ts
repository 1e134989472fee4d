import { describe, expect, test } from '@jest/globals';
import { estimateLag } from './estimate.js';

const now = 1_800_000_000_000;
const count = { waiting: 100, isAtLeast: false, oldestAt: now - 60_000, came: 20, left: 40 };

describe('the estimate of a lag', () => {
  test('knows the age of the oldest, the rates, and the time left of 24 hours', () => {
    expect(estimateLag('s', count, 2_000, now)).toEqual({
      shard: 's',
      iteratorAge: 60_000,
      waiting: 100,
      waitingIsAtLeast: false,
      recordsIn: 10,
      recordsOut: 20,
      timeLeft: 86_340_000,
      catchUp: 10_000,
    });
  });

  test('promises no catching up to one that gets more than it handles, or of unknown length', () => {
    expect(estimateLag('s', { ...count, left: 20 }, 2_000, now).catchUp).toBeNull();
    expect(estimateLag('s', { ...count, isAtLeast: true }, 2_000, now).catchUp).toBeNull();
    expect(estimateLag('s', count, 0, now).catchUp).toBeNull();
  });

  test('has nothing to fear where nothing waits', () => {
    const none = { waiting: 0, isAtLeast: false, oldestAt: undefined, came: 0, left: 0 };
    expect(estimateLag('s', none, 2_000, now)).toMatchObject({
      iteratorAge: 0,
      timeLeft: null,
      catchUp: 0,
    });
  });
});
