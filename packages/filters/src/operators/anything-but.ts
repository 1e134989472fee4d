import { JsonNumber, JsonObject, type JsonValue } from '../json/json-value.js';
import type { Scalar } from '../scalar.js';
import { equalsIgnoreCase } from './equals-ignore-case.js';
import { nameKind, refuse } from './fault.js';
import type { Matcher, OperatorName } from './matcher.js';
import { expectComparable } from './numeric.js';
import { startsWith } from './prefix.js';
import { endsWith } from './suffix.js';
import { wildcard } from './wildcard.js';

const mend =
  'Write {"anything-but": "text"}, a list of strings or of numbers, or one of prefix, suffix, equals-ignore-case and wildcard inside.';

/**
 * `{"anything-but": ["A", "B"]}`: any value that is none of these. It wants a value: an absent
 * path does not match. A value of another type (null, a boolean, a number where strings are
 * listed) does.
 */
export function parseAnythingBut(operand: JsonValue, path: string): Matcher {
  if (operand instanceof JsonObject) return parseInner(operand, path);
  const refused = readList(operand, path);
  const numbers = [...refused].filter((value) => typeof value === 'number').map(String);
  return {
    operator: 'anything-but',
    wants: `anything but ${listOf([...refused].map((value) => JSON.stringify(value)))}`,
    test: (value) => !refused.has(value),
    ...(numbers.length === 0 ? {} : { numbers }),
  };
}

/** The listed values, all strings or all numbers. */
function readList(operand: JsonValue, path: string): ReadonlySet<Scalar> {
  const values = Array.isArray(operand) ? (operand as readonly JsonValue[]) : [operand];
  const read = values.map((value) => {
    if (typeof value === 'string') return value;
    if (value instanceof JsonNumber) return expectComparable(value, path);
    return refuse(
      'BAD_OPERAND',
      path,
      `anything-but takes strings or numbers, not ${nameKind(value)}`,
      mend,
    );
  });
  if (new Set(read.map((value) => typeof value)).size !== 1) {
    const found = read.length === 0 ? 'an empty list' : 'strings and numbers in one list';
    return refuse('BAD_OPERAND', path, `anything-but takes no ${found}`, mend);
  }
  return new Set(read);
}

function parseInner(operand: JsonObject, path: string): Matcher {
  const [member, ...others] = operand.members;
  const makeMatcher = member === undefined ? undefined : innerMatchers.get(member.name);
  if (member === undefined || makeMatcher === undefined || others.length > 0) {
    const found = operand.members.map(({ name }) => name).join(' and ') || 'nothing';
    return refuse('BAD_OPERAND', path, `Inside anything-but stands ${found}`, mend);
  }
  const place = `${path}.${member.name}`;
  const values = Array.isArray(member.value)
    ? (member.value as readonly JsonValue[])
    : [member.value];
  if (values.length === 0) {
    return refuse('BAD_OPERAND', place, 'anything-but takes no empty list', mend);
  }
  const refused = values.map((value) => makeMatcher(readText(value, member.name, place), place));
  return {
    operator: 'anything-but',
    inner: member.name as OperatorName,
    wants: `anything but ${listOf(refused.map((matcher) => matcher.wants))}`,
    caseless: refused.flatMap(({ caseless = [] }) => caseless),
    test: (value) => !refused.some((matcher) => matcher.test(value)),
  };
}

const innerMatchers: ReadonlyMap<string, (text: string, path: string) => Matcher> = new Map([
  ['prefix', startsWith],
  ['suffix', endsWith],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
]);

function readText(value: JsonValue, operator: string, path: string): string {
  if (typeof value !== 'string') {
    return refuse(
      'BAD_OPERAND',
      path,
      `${operator} inside anything-but takes strings, not ${nameKind(value)}`,
      mend,
    );
  }
  if (value === '' && (operator === 'prefix' || operator === 'suffix')) {
    return refuse(
      'BAD_OPERAND',
      path,
      `Every string has the empty ${operator}, so nothing could match`,
      'Write at least one character.',
    );
  }
  return value;
}

function listOf(words: readonly string[]): string {
  return words.join(' or ');
}
