import { AwsError } from './aws-error.js';
import { isJsonObject, type JsonObject } from './members.js';

/** No real request of the query protocol nests or repeats more than this. */
const mostParameters = 10_000;

/**
 * Unfolds the query protocol's flat names: `Entry.1.Id=a` becomes `{ Entry: { 1: { Id: 'a' } } }`.
 * @throws AwsError 400 when a name is both a value and a structure.
 */
export function unfoldParameters(parameters: URLSearchParams): JsonObject {
  if (parameters.size > mostParameters) {
    throw malformed(`more than ${mostParameters} parameters`);
  }
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of parameters) {
    const steps = name.split('.');
    if (steps.length > 20) throw malformed(`'${name.slice(0, 80)}' is nested too deep`);
    let node = root;
    for (const step of steps.slice(0, -1)) {
      node[step] ??= Object.create(null);
      const child = node[step];
      if (!isJsonObject(child)) throw malformed(`'${name.slice(0, 80)}' goes through a value`);
      node = child as Record<string, unknown>;
    }
    const last = steps.at(-1) ?? '';
    if (isJsonObject(node[last])) throw malformed(`'${name.slice(0, 80)}' is a structure already`);
    node[last] = value;
  }
  return root;
}

/** The entries of a numbered structure in their order: `{ 1: 'a', 2: 'b' }` gives `['a', 'b']`. */
export function numbered(value: unknown): readonly unknown[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => /^\d{1,6}$/.test(name))
    .sort(([one], [two]) => Number(one) - Number(two))
    .map(([, entry]) => entry);
}

/** A numbered list of name and value pairs as an object. */
export function pairs(value: unknown, nameKey: string, valueKey: string): JsonObject {
  const entries = numbered(value).flatMap((entry) => {
    if (!isJsonObject(entry)) return [];
    const name = entry[nameKey];
    return typeof name === 'string' ? [[name, entry[valueKey]] as const] : [];
  });
  return Object.fromEntries(entries);
}

function malformed(what: string): AwsError {
  return new AwsError(
    400,
    'MalformedQueryString',
    `The request's parameters are malformed: ${what}.`,
  );
}
