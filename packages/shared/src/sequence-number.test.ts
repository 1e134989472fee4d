import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareSequenceNumbers } from './sequence-number.js';

test('compares sequence numbers as integers, not as text', () => {
  expect(compareSequenceNumbers('9', '10')).toBeLessThan(0);
  expect(compareSequenceNumbers('202328600001712385967261751', '99')).toBeGreaterThan(0);
});

test('ignores leading zeros', () => {
  expect(compareSequenceNumbers('000000000000000000001', '1')).toBe(0);
});

test('agrees with BigInt on every pair', () => {
  const sequence = fc.bigInt({ min: 0n, max: 10n ** 40n });
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      const expected = a < b ? -1 : Number(a > b);
      expect(Math.sign(compareSequenceNumbers(String(a), String(b)))).toBe(expected);
    }),
  );
});

test('names the text that is not a sequence number', () => {
  expect(() => compareSequenceNumbers('1', '0x10')).toThrow(/"0x10".*decimal integer/);
});
