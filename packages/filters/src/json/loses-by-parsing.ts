import { comparableNumber } from '../scalar.js';
import { JsonNumber, JsonObject, type JsonValue } from './json-value.js';

/**
 * Whether `JSON.parse` would lose something that a pattern can ask about: a number that a double
 * cannot hold exactly, or one of two equal names.
 */
export function losesByParsing(value: JsonValue): boolean {
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next instanceof JsonNumber) {
      if (comparableNumber(next.text) === undefined) return true;
    } else if (next instanceof JsonObject) {
      const names = new Set(next.members.map(({ name }) => name));
      if (names.size < next.members.length) return true;
      for (const member of next.members) open.push(member.value);
    } else if (Array.isArray(next)) {
      for (const element of next) open.push(element);
    }
  }
  return false;
}
