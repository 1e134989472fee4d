import type { JsonValue } from '../json/json-value.js';
import { nameKind, refuse } from './fault.js';
import type { Matcher } from './matcher.js';

/** `{"exists": true}` or `{"exists": false}`: whether the path holds a value (not an object). */
export function parseExists(operand: JsonValue, path: string): Matcher {
  if (operand === true) return { operator: 'exists', wants: 'any value', test: () => true };
  if (operand === false) {
    return { operator: 'exists', wants: 'no value', matchesAbsence: true, test: () => false };
  }
  return refuse(
    'BAD_OPERAND',
    path,
    `exists takes true or false, not ${nameKind(operand)}`,
    'Write {"exists": true} or {"exists": false}.',
  );
}
