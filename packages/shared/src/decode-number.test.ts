import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeNumber } from './decode-number.js';
import { LosslessDecimal } from './lossless-decimal.js';

test('gives a number where a number is exact', () => {
  expect(decodeNumber('0')).toBe(0);
  expect(decodeNumber('-12.50')).toBe(-12.5);
  expect(decodeNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(decodeNumber('1E-130')).toBe(1e-130);
});

test('gives a bigint for an integer that a double would round', () => {
  expect(decodeNumber('9007199254740993')).toBe(9007199254740993n);
  expect(decodeNumber('-100000000000000000000000000000')).toBe(-(10n ** 29n));
});

test('keeps the digits of a fraction that a double would round', () => {
  const digits = '3.1415926535897932384626433832795028841';
  expect(decodeNumber(digits)).toEqual(new LosslessDecimal(digits));
});

test('refuses what is not a number', () => {
  for (const text of ['', 'NaN', 'Infinity', '0x10', '1,5', ' 1']) {
    expect(decodeNumber(text)).toBeUndefined();
  }
});

test('never loses a digit of any decimal of 38 digits', () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }).map(String);
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 38 }), (text, places) => {
      const padded = text.padStart(places + 1, '0');
      const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '');
      const fraction = padded.slice(padded.length - places).replace(/0+$/, '');
      const written = fraction === '' ? whole : `${whole}.${fraction}`;
      expect(scaled(String(decodeNumber(written)))).toBe(scaled(written));
    }),
  );
});

/** The value times 10^60, exactly. */
function scaled(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(60 + Number(exponent) - fraction.length);
}
