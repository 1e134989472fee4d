import { InvalidFilterPatternError } from '../errors.js';
import { JsonObject, type JsonValue } from '../json/json-value.js';
import { JsonSyntaxError, parseJson } from '../json/parse-json.js';
import { nameKind, refuse } from '../operators/fault.js';
import { parseMatcher } from '../operators/parse-matcher.js';
import type { Condition, OrCondition, Pattern } from './pattern.js';
import { reservedInsideOr } from './reserved-names.js';

/** The most characters a pattern may have (Lambda's API reference, `Filter.Pattern`). */
export const maxPatternLength = 4096;

/**
 * Reads and checks the text of a pattern.
 *
 * @throws InvalidFilterPatternError
 */
export function parsePattern(text: string): Pattern {
  if (text.length > maxPatternLength) {
    return refuse(
      'TOO_LONG',
      '',
      `The pattern has ${text.length} characters; Lambda takes ${maxPatternLength}`,
      'Split it into several filters: one of them suffices for a record to pass.',
    );
  }
  const json = readJson(text);
  if (json instanceof JsonObject) return parseObject(json, { names: [], insideOr: false });
  return refuse(
    'NOT_AN_OBJECT',
    '',
    `A pattern is a JSON object, not ${nameKind(json)}`,
    'Write for example {"eventName": ["INSERT"]}.',
  );
}

function readJson(text: string): JsonValue {
  try {
    return parseJson(text).value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new InvalidFilterPatternError({
      code: 'NOT_JSON',
      path: '',
      reason: `The pattern is not JSON: unexpected ${error.found} at character ${error.position}`,
      mend: 'Write a JSON object, for example {"eventName": ["INSERT"]}.',
    });
  }
}

interface Place {
  /** The names so far. */
  readonly names: readonly string[];
  /** The same joined by dots, with the `$or` branches passed through; absent at the root. */
  readonly place?: string;
  readonly insideOr: boolean;
}

function parseObject(object: JsonObject, at: Place): Pattern {
  if (object.members.length === 0) {
    return refuse(
      'EMPTY_OBJECT',
      at.place ?? '',
      'An object of a pattern is empty',
      'Name at least one field, or leave the object out: what a pattern does not name, it does not ask about.',
    );
  }
  return object.members.flatMap(({ name, value }): Pattern => {
    const place = at.place === undefined ? name : `${at.place}.${name}`;
    if (name === '$or') return [parseOr(value, { ...at, place })];
    if (at.insideOr && reservedInsideOr.has(name)) {
      return refuse(
        'BAD_OR',
        place,
        `Inside $or a field may not be called "${name}": the name is kept for operators`,
        'Move the condition out of $or.',
      );
    }
    const names = [...at.names, name];
    if (value instanceof JsonObject) return parseObject(value, { ...at, names, place });
    if (Array.isArray(value)) return [parseField(value, names, place)];
    return refuse(
      'NOT_AN_OBJECT_OR_ARRAY',
      place,
      `A field holds an object or an array of values, not ${nameKind(value)}`,
      'Put the value into an array: ["INSERT"].',
    );
  });
}

function parseField(
  values: readonly JsonValue[],
  names: readonly string[],
  place: string,
): Condition {
  if (values.length === 0) {
    return refuse(
      'EMPTY_ARRAY',
      place,
      'An empty array matches nothing',
      'List at least one value or operator.',
    );
  }
  const matchers = values.map((value, index) => parseMatcher(value, `${place}[${index}]`));
  return { kind: 'field', path: names.join('.'), names, matchers, place };
}

function parseOr(value: JsonValue, at: Place & { readonly place: string }): OrCondition {
  const mend = 'Write {"$or": [{"a": ["x"]}, {"b": ["y"]}]}.';
  if (!Array.isArray(value)) {
    return refuse('BAD_OR', at.place, `$or takes an array, not ${nameKind(value)}`, mend);
  }
  const objects: readonly JsonValue[] = value;
  if (objects.length < 2) {
    return refuse('BAD_OR', at.place, '$or takes at least two objects', mend);
  }
  const branches = objects.map((object, index) => {
    const place = `${at.place}[${index}]`;
    if (!(object instanceof JsonObject)) {
      return refuse('BAD_OR', place, `$or takes objects, not ${nameKind(object)}`, mend);
    }
    return parseObject(object, { ...at, place, insideOr: true });
  });
  return { kind: 'or', branches, place: at.place };
}
