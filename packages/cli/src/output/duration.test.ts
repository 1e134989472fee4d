import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.js';

describe('a length of time', () => {
  test.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h30m', 5_400_000],
    ['0.5h', 1_800_000],
    ['1d', 86_400_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text, '--since')).toBe(milliseconds);
  });

  test.each(['', '2', 'h', '2 h', '2h!', '-2h', '2w'])('%j is refused, by its flag', (text) => {
    expect(() => parseDuration(text, '--since')).toThrow(/--since .* like 500ms/);
  });

  test('is written with its two largest units', () => {
    expect(formatDuration(340)).toBe('340ms');
    expect(formatDuration(14_000)).toBe('14s');
    expect(formatDuration(7_500_000)).toBe('2h 5m');
    expect(formatDuration(86_400_000)).toBe('1d');
    expect(formatDuration(59_999)).toBe('1m');
    expect(formatDuration(Number.POSITIVE_INFINITY)).toBe('never');
  });

  test('is read back as it was written, to the unit shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 172_800_000 }), (milliseconds) => {
        const text = formatDuration(milliseconds);
        const read = parseDuration(text.replaceAll(' ', ''), '--x');
        expect(formatDuration(read)).toBe(text);
      }),
    );
  });
});
