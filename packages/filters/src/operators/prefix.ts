import type { JsonValue } from '../json/json-value.js';
import { innerIgnoreCase } from './equals-ignore-case.js';
import { expectString } from './fault.js';
import { caselessText, endOfCaselessPrefix } from './ignore-case.js';
import type { Matcher } from './matcher.js';

/** `{"prefix": "PA"}` or `{"prefix": {"equals-ignore-case": "pa"}}`: a string that starts so. */
export function parsePrefix(operand: JsonValue, path: string): Matcher {
  const ignoringCase = innerIgnoreCase(operand, 'prefix', path);
  if (ignoringCase === undefined) return startsWith(expectString(operand, 'prefix', path));
  const caseless = caselessText(ignoringCase);
  return {
    operator: 'prefix',
    inner: 'equals-ignore-case',
    wants: `a string that starts with ${JSON.stringify(ignoringCase)} in any case`,
    caseless: [ignoringCase],
    test: (value) =>
      typeof value === 'string' && endOfCaselessPrefix(caseless, value) !== undefined,
  };
}

export function startsWith(text: string): Matcher {
  return {
    operator: 'prefix',
    wants: `a string that starts with ${JSON.stringify(text)}`,
    test: (value) => typeof value === 'string' && value.startsWith(text),
  };
}
