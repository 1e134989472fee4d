import { JsonObject, type JsonValue } from '../json/json-value.js';
import { expectString, refuse } from './fault.js';
import { caselessText, endOfCaselessPrefix } from './ignore-case.js';
import type { Matcher } from './matcher.js';

/** `{"equals-ignore-case": "paid"}`: the same string in whatever case. */
export function parseEqualsIgnoreCase(operand: JsonValue, path: string): Matcher {
  return equalsIgnoreCase(expectString(operand, 'equals-ignore-case', path));
}

export function equalsIgnoreCase(text: string): Matcher {
  const caseless = caselessText(text);
  return {
    operator: 'equals-ignore-case',
    wants: `${JSON.stringify(text)} in any case`,
    caseless: [text],
    test: (value) =>
      typeof value === 'string' && endOfCaselessPrefix(caseless, value) === value.length,
  };
}

/**
 * The text of `{"equals-ignore-case": "pa"}` where it stands inside a `prefix` or a `suffix`, or
 * `undefined` when the operand is no object.
 */
export function innerIgnoreCase(
  operand: JsonValue,
  operator: 'prefix' | 'suffix',
  path: string,
): string | undefined {
  if (!(operand instanceof JsonObject)) return undefined;
  const [member, ...others] = operand.members;
  if (member?.name !== 'equals-ignore-case' || others.length > 0) {
    return refuse(
      'BAD_OPERAND',
      path,
      `Inside ${operator} only equals-ignore-case may stand`,
      `Write {"${operator}": {"equals-ignore-case": "text"}}.`,
    );
  }
  return expectString(member.value, 'equals-ignore-case', `${path}.equals-ignore-case`);
}
