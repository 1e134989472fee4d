import type { JsonNumber } from '../json/json-value.js';
import { comparableNumber, type Scalar } from '../scalar.js';
import { parseAddress } from './ip-address.js';
import type { Matcher } from './matcher.js';

/** A plain value: the same type and the same value, without trimming, folding or normalising. */
export function equalsLiteral(value: string | boolean | null): Matcher {
  return {
    operator: 'equals',
    wants: JSON.stringify(value),
    equalTo: value,
    test: (candidate) => candidate === value,
  };
}

/**
 * A plain string. One that reads as an IP address is compared as an address, so that
 * `2001:db8::1` equals `2001:0db8:0:0:0:0:0:1`; AWS's engine does so too.
 */
export function equalsString(value: string): Matcher {
  const address = parseAddress(value);
  if (address === undefined) return equalsLiteral(value);
  return {
    operator: 'equals',
    wants: `${JSON.stringify(value)} (as an IP address)`,
    test: (candidate) => typeof candidate === 'string' && parseAddress(candidate) === address,
  };
}

/** A plain number: equal as numbers, or, where a double cannot hold one exactly, equal as text. */
export function equalsNumber(number: JsonNumber): Matcher {
  const value = comparableNumber(number.text);
  return {
    operator: 'equals',
    wants: `the number ${number.text}`,
    numbers: [number.text],
    test: value === undefined ? sameText(number.text) : (candidate) => candidate === value,
  };
}

function sameText(text: string): (candidate: Scalar) => boolean {
  return (candidate) =>
    typeof candidate === 'object' && candidate !== null && candidate.text === text;
}
