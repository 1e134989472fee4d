import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareSequenceNumbers } from './sequence-number.js';

test('a longer number comes after a shorter one, whatever its digits', () => {
  expect(compareSequenceNumbers('9', '10')).toBeLessThan(0);
});

test('leading zeros do not count', () => {
  expect(compareSequenceNumbers('0007', '7')).toBe(0);
  expect(compareSequenceNumbers('00', '0')).toBe(0);
});

test('orders any two numbers as BigInt does', () => {
  const digits = fc.stringMatching(/^\d{1,40}$/);
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      const [left, right] = [BigInt(a), BigInt(b)];
      const expected = left < right ? -1 : left > right ? 1 : 0;
      expect(Math.sign(compareSequenceNumbers(a, b))).toBe(expected);
    }),
  );
});
