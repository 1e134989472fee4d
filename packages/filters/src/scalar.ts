import { JsonNumber } from './json/json-value.js';

/** The only values that a pattern can match. Objects and arrays are ways to them. */
export type Scalar = string | number | boolean | null | JsonNumber;

/** A scalar as the matchers see it, or `undefined` for what is not JSON (`undefined`, a function, a bigint). */
export function toScalar(value: unknown): Scalar | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      return value instanceof JsonNumber ? (comparableNumber(value.text) ?? value) : undefined;
    default:
      return undefined;
  }
}

/**
 * The double that a JSON number stands for, or `undefined` when a double cannot hold it exactly
 * (more digits than a double has, or too large). AWS's engine compares only numbers that survive.
 */
export function comparableNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return canonicalDecimal(text) === canonicalDecimal(String(value)) ? value : undefined;
}

/** Digits without outer zeros and a power of ten: `300`, `3.0e2` and `300.0` all give `3e2`. */
function canonicalDecimal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${negative ? '-' : ''}${significant}e${power}`;
}
