import { JsonNumber } from '../json/json-value.js';
import { flattenFields } from '../match/flatten-fields.js';
import { isReadable, propertyReader } from '../match/property-reader.js';
import { buildTrie } from '../match/trie.js';
import type { FieldCondition } from '../pattern/pattern.js';
import type { FieldExplanation } from './explanation.js';

/** Values beyond these are counted, not shown. */
const shownValues = 5;

/** Looks at one field by itself, whatever the other conditions of its pattern say. */
export function explainField(field: FieldCondition, record: unknown): FieldExplanation {
  const trie = buildTrie(new Map([[field.path, field]]));
  const found = [...flattenFields(trie, record).values()]
    .flat()
    .flatMap(({ value }) => (value instanceof JsonNumber ? [] : [value]));
  const matched =
    found.length === 0
      ? field.matchers.some((matcher) => matcher.matchesAbsence === true)
      : found.some((value) => field.matchers.some((matcher) => matcher.test(value)));
  const wanted = field.matchers.map((matcher) => matcher.wants);
  const state = found.length === 0 ? describeAbsence(field, record) : describeValues(found);
  const outcome = matched ? 'as wanted:' : 'wanted';
  return {
    kind: 'field',
    path: field.path,
    place: field.place,
    matched,
    found,
    wanted,
    text: `${field.path} ${state}, ${outcome} ${listWanted(wanted)}`,
  };
}

function describeValues(values: FieldExplanation['found']): string {
  const shown = values
    .slice(0, shownValues)
    .map((value) => JSON.stringify(value))
    .join(', ');
  const more = values.length - shownValues;
  return `is ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

function listWanted(wanted: readonly string[]): string {
  return wanted.length === 1 ? wanted.join('') : `one of ${wanted.join(', ')}`;
}

/** Says how far the way to the field goes in this record. */
function describeAbsence(field: FieldCondition, record: unknown): string {
  let value = record;
  let way = '';
  for (const name of field.names) {
    if (!isReadable(value) || Array.isArray(value)) break;
    const next = propertyReader(name)(value);
    if (next === undefined) {
      return way === '' ? 'is absent' : `is absent (${way} has no "${name}")`;
    }
    way = way === '' ? name : `${way}.${name}`;
    value = next;
  }
  if (way === field.path && isReadable(value)) {
    return Object.keys(value).length === 0
      ? 'is empty, which counts as absent'
      : 'holds an object, and only values match';
  }
  return 'is absent';
}
