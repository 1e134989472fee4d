import { LosslessDecimal } from './lossless-decimal.js';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const INTEGER = /^-?\d+$/;

/**
 * Reads the text of an `N` without losing a digit: a `number` when that is exact (safe integers,
 * and fractions that a double prints back as they came), a `bigint` for every other integer, and a
 * {@link LosslessDecimal} for every other fraction. `undefined` when the text is not a number.
 */
export function decodeNumber(text: string): number | bigint | LosslessDecimal | undefined {
  const count = readCount(text);
  if (count !== undefined) return count;
  if (INTEGER.test(text)) {
    const integer = Number(text);
    return Number.isSafeInteger(integer) ? integer : BigInt(text);
  }
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return isSameDecimal(String(value), text) ? value : new LosslessDecimal(text);
}

const zero = 48;
// So many digits are a safe integer, whatever they are.
const shortLength = 15;

// Most numbers are counts and amounts; adding up their digits is cheaper than the general way.
function readCount(text: string): number | undefined {
  if (text.length === 0 || text.length > shortLength) return undefined;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (digit < 0 || digit > 9) return undefined;
    count = count * 10 + digit;
  }
  return count;
}

function isSameDecimal(a: string, b: string): boolean {
  if (a === b) return true;
  const left = normalizeDecimal(a);
  return left !== undefined && left === normalizeDecimal(b);
}

// The significant digits and the power of ten that they are multiplied by: '1.50e3' is '15e2'.
function normalizeDecimal(text: string): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}
