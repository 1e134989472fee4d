import { describe, expect, test } from '@jest/globals';
import { SecondLog } from './second-log.js';

describe('the log of seconds', () => {
  test('closes a second when someone looks after its end', () => {
    const log = new SecondLog(10_000);
    log.count('written', 2, 10_100);
    log.count('handled', 1, 10_900);
    expect(log.closedBy(10_999)).toEqual([]);
    expect(log.closedBy(11_000)).toMatchObject([{ at: 10_000, written: 2, handled: 1 }]);
  });

  test('has a second of nothing for each in which nothing happened', () => {
    const log = new SecondLog(10_000);
    expect(log.closedBy(13_500).map(({ at, written }) => [at, written])).toEqual([
      [10_000, 0],
      [11_000, 0],
      [12_000, 0],
    ]);
  });

  test('leaves latency out where there is none to tell', () => {
    const log = new SecondLog(0);
    for (let milliseconds = 1; milliseconds <= 100; milliseconds += 1) {
      log.latency(milliseconds, 500);
    }
    const [first, second] = log.closedBy(2_000);
    expect(first).toMatchObject({ latencyP50: 50, latencyP95: 95 });
    expect(second).not.toHaveProperty('latencyP50');
  });

  test('keeps fifteen minutes, also after a night without a look', () => {
    const log = new SecondLog(0);
    const seconds = log.closedBy(12 * 3_600_000);
    expect(seconds).toHaveLength(900);
    expect(seconds.at(-1)?.at).toBe(12 * 3_600_000 - 1_000);
  });

  test('counts nothing twice when the clock steps back', () => {
    const log = new SecondLog(10_000);
    log.count('written', 1, 12_000);
    log.count('written', 1, 10_500);
    const written = log.closedBy(13_000).map((second) => second.written);
    expect(written).toEqual([0, 0, 2]);
  });
});
