import { type Difference, isMap, joinName } from '@millrace/shared';

/** Stands where a value was that must not be logged. */
export const redacted = '(redacted)';

/** Hides attributes from a log line. */
export interface Redactor {
  /** The item, with every hidden attribute's value replaced. */
  item(item: unknown): unknown;
  /** The differences: that a hidden attribute changed still shows, its values do not. */
  changes(changes: readonly Difference[]): readonly Difference[];
}

/**
 * @param paths what to hide: `email`, `customer.phone`, `items.price` for a member of every list
 *   entry. Everything below a path is hidden with it.
 */
export function createRedactor(paths: readonly string[]): Redactor {
  const hidden = new Set(paths.map((path) => path.trim()).filter((path) => path !== ''));
  if (hidden.size === 0) return { item: (item) => item, changes: (changes) => changes };
  const scrub = (value: unknown, path: string): unknown => scrubValue(value, path, hidden);
  return {
    item: (item) => scrub(item, ''),
    changes: (changes) => changes.map((change) => scrubDifference(change, hidden)),
  };
}

function scrubDifference(change: Difference, hidden: ReadonlySet<string>): Difference {
  const path = withoutIndexes(change.path);
  const isHidden = [...hidden].some((name) => path === name || path.startsWith(`${name}.`));
  const show = (value: unknown) => (isHidden ? redacted : scrubValue(value, path, hidden));
  return {
    path: change.path,
    ...('before' in change ? { before: show(change.before) } : {}),
    ...('after' in change ? { after: show(change.after) } : {}),
  };
}

function scrubValue(value: unknown, path: string, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((member) => scrubValue(member, path, hidden));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    const inside = joinName(path, name);
    return [name, hidden.has(inside) ? redacted : scrubValue(member, inside, hidden)];
  });
  return Object.fromEntries(entries);
}

function withoutIndexes(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '');
}
