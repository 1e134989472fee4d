import { describe, expect, test } from '@jest/globals';
import type { Second } from '../contract/contract.js';
import { chartColumns, LEAST_SECONDS, MOST_SECONDS } from './chart-data.js';

const second = (at: number, more: Partial<Second> = {}): Second => ({
  at,
  written: 0,
  filtered: 0,
  handled: 0,
  retried: 0,
  discarded: 0,
  ...more,
});

describe('the columns of a chart', () => {
  test('end with the newest second and go back fifteen minutes', () => {
    const [times = []] = chartColumns([second(0), second(2_000_000)], ['written']);
    expect(times).toHaveLength(MOST_SECONDS);
    expect(times.at(-1)).toBe(2_000);
    expect(times.at(0)).toBe(2_000 - MOST_SECONDS + 1);
  });

  test('go back no further than a young road did, yet two minutes', () => {
    const columns = (age: number) =>
      chartColumns([second(2_000_000 - age * 1_000), second(2_000_000)], ['written'])[0];
    expect(columns(299)).toHaveLength(300);
    expect(columns(3)).toHaveLength(LEAST_SECONDS);
  });

  test('leave seconds empty that nobody told of', () => {
    const [, written = []] = chartColumns(
      [second(1_000_000, { written: 3 }), second(1_002_000, { written: 5 })],
      ['written'],
    );
    expect(written.slice(-3)).toEqual([3, null, 5]);
  });

  test('leave a latency empty in a second in which nothing arrived', () => {
    const [, latency = []] = chartColumns(
      [second(1_000_000, { latencyP50: 4 }), second(1_001_000)],
      ['latencyP50'],
    );
    expect(latency.slice(-2)).toEqual([4, null]);
  });
});
