import type { JsonValue } from '../json/json-value.js';
import { innerIgnoreCase } from './equals-ignore-case.js';
import { expectString } from './fault.js';
import { caselessText, endsWithCaseless } from './ignore-case.js';
import type { Matcher } from './matcher.js';

/** `{"suffix": "ED"}` or `{"suffix": {"equals-ignore-case": "ed"}}`: a string that ends so. */
export function parseSuffix(operand: JsonValue, path: string): Matcher {
  const ignoringCase = innerIgnoreCase(operand, 'suffix', path);
  if (ignoringCase === undefined) return endsWith(expectString(operand, 'suffix', path));
  const caseless = caselessText(ignoringCase);
  return {
    operator: 'suffix',
    inner: 'equals-ignore-case',
    wants: `a string that ends with ${JSON.stringify(ignoringCase)} in any case`,
    caseless: [ignoringCase],
    test: (value) => typeof value === 'string' && endsWithCaseless(caseless, value),
  };
}

export function endsWith(text: string): Matcher {
  return {
    operator: 'suffix',
    wants: `a string that ends with ${JSON.stringify(text)}`,
    test: (value) => typeof value === 'string' && value.endsWith(text),
  };
}
