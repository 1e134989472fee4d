import { InvalidFilterPatternError } from '../errors.js';

/**
 * The text of a pattern that came as an object.
 *
 * @throws InvalidFilterPatternError when the object holds what JSON cannot (a cycle, `NaN`, `undefined`).
 */
export function patternText(pattern: object): string {
  try {
    return JSON.stringify(pattern, refuseWhatJsonLoses);
  } catch (error) {
    throw new InvalidFilterPatternError({
      code: 'NOT_JSON',
      path: '',
      reason: `The pattern cannot be written as JSON: ${error instanceof Error ? error.message : error}`,
      mend: 'Use only objects, arrays, strings, finite numbers, booleans and null.',
    });
  }
}

function refuseWhatJsonLoses(name: string, value: unknown): unknown {
  const lost =
    typeof value === 'number'
      ? !Number.isFinite(value)
      : value === undefined || ['function', 'symbol', 'bigint'].includes(typeof value);
  if (lost) throw new TypeError(`"${name}" is ${String(value)}`);
  return value;
}
