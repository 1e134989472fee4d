import { describe, expect, test } from '@jest/globals';
import { parseBound, requireSpan } from './bound.js';

const NOW = Date.parse('2026-11-24T18:00:00Z');
const span = (from: string, to: string) =>
  requireSpan(parseBound(from, '--from', NOW), parseBound(to, '--to', NOW), NOW);
const sequence = (number: number) => `1000000000000000000000${number}`;

describe('the ends of a replay', () => {
  test.each([
    ['2h', 'now'],
    ['5h', '2h'],
    ['2h', '2h'],
    ['2h', '2026-11-24T19:00:00Z'],
    [sequence(1), sequence(2)],
    [sequence(1), sequence(1)],
    [sequence(2), '2h'],
  ])('may be %s and %s', (from, to) => expect(() => span(from, to)).not.toThrow());

  test.each([
    ['2h', '5h'],
    ['now', '1s'],
    [sequence(2), sequence(1)],
  ])('are refused the wrong way round: %s and %s', (from, to) => {
    expect(() => span(from, to)).toThrow(/--from lies behind --to/);
  });

  test('are refused where the first is yet to come', () => {
    expect(() => span('2026-11-24T19:00:00Z', '2026-11-24T20:00:00Z')).toThrow(/in the future/);
  });
});
