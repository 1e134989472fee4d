import { describe, expect, test } from '@jest/globals';
import type { Flow } from '../contract/contract.js';
import { Dots, recordsPerDot, TRAVEL_MS } from './dots.js';

const flow = (count: number): Flow => ({
  step: 'write',
  tableName: 'orders',
  kind: 'insert',
  count,
});

describe('the dots on the road', () => {
  test('stand for one record each while there are few', () => {
    const dots = new Dots();
    expect(dots.add([flow(3)], 0)).toBe(1);
    expect(dots.alive(0)).toHaveLength(3);
  });

  test('stand for more records the more there are', () => {
    expect([1, 10, 11, 250].map(recordsPerDot)).toEqual([1, 1, 2, 25]);
  });

  test('are gone when they have arrived', () => {
    const dots = new Dots();
    dots.add([flow(1)], 0);
    expect(dots.alive(TRAVEL_MS - 1)).toHaveLength(1);
    expect(dots.alive(TRAVEL_MS)).toHaveLength(0);
  });

  test('stay few at any rate', () => {
    const dots = new Dots();
    for (let frame = 0; frame < 1_000; frame += 1) dots.add([flow(100_000)], 0);
    expect(dots.alive(0).length).toBeLessThanOrEqual(500);
  });
});
