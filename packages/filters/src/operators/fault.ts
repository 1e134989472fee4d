import { type InvalidFilterPatternCode, InvalidFilterPatternError } from '../errors.js';
import { JsonNumber, JsonObject, type JsonValue } from '../json/json-value.js';

/** Stops the reading of a pattern at `path`. */
export function refuse(
  code: InvalidFilterPatternCode,
  path: string,
  reason: string,
  mend: string,
): never {
  throw new InvalidFilterPatternError({ code, path, reason, mend });
}

/** The operand of an operator that takes a string. */
export function expectString(operand: JsonValue, operator: string, path: string): string {
  if (typeof operand === 'string') return operand;
  return refuse(
    'BAD_OPERAND',
    path,
    `${operator} takes a string, not ${nameKind(operand)}`,
    `Write {"${operator}": "text"}.`,
  );
}

/** What kind of JSON a value is, with its article. */
export function nameKind(value: JsonValue): string {
  if (value === null) return 'null';
  if (value instanceof JsonNumber) return `the number ${value.text}`;
  if (value instanceof JsonObject) return 'an object';
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value)}`;
    case 'boolean':
      return String(value);
    default:
      return 'an array';
  }
}
