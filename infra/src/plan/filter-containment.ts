import { compileFilter } from '@millrace/filters';

/** A pattern as the values that it allows at each path; a path that it does not name allows all. */
type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Whether every record that passes `one` surely passes `other` too, both being patterns of which
 * any suffices; no patterns at all let everything pass. "False" means only that it is not plain to
 * see: two patterns may say the same in different words.
 */
export function isContained(one: readonly string[], other: readonly string[]): boolean {
  if (other.length === 0) return true;
  if (one.length === 0) return false;
  const wider = other.map(conditionsOf);
  return one.map(conditionsOf).every((narrow) => wider.some((wide) => implies(narrow, wide)));
}

/** Records that pass all conditions of `narrow` pass those of `wide`. */
function implies(narrow: Conditions, wide: Conditions): boolean {
  return [...wide].every(([path, allowed]) => {
    const values = narrow.get(path);
    return values !== undefined && [...values].every((value) => allowed.has(value));
  });
}

function conditionsOf(pattern: string): Conditions {
  const found = new Map<string, Set<string>>();
  const visit = (node: unknown, path: readonly string[]): void => {
    // An $or is taken as one condition, equal only to itself.
    if (Array.isArray(node)) {
      found.set(JSON.stringify(path), new Set(node.map((value) => canonical(value))));
    } else if (typeof node === 'object' && node !== null) {
      for (const [name, inner] of Object.entries(node)) {
        if (name === '$or') found.set(JSON.stringify([...path, name]), new Set([canonical(inner)]));
        else visit(inner, [...path, name]);
      }
    }
  };
  visit(JSON.parse(pattern), []);
  return found;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
      : inner,
  );
}

/** Whether a record passes: any pattern suffices, and without patterns everything passes. */
export function passes(patterns: readonly string[], record: unknown): boolean {
  return (
    patterns.length === 0 || patterns.some((pattern) => compileFilter(pattern).matches(record))
  );
}
