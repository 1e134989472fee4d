import { type Difference, isMap, joinName } from '@millrace/shared';

/** Stands where a value was that must not be logged. */
export const redacted = '(redacted)';

/** Hides attributes from log lines and error messages. */
export interface Redactor {
  /** The item, with every hidden attribute's value replaced. */
  item(item: unknown): unknown;
  /**
   * What is said of a place. Of a hidden one it may quote the value, and of one above it, too: what
   * stands there is not what it should be.
   */
  message(path: string, message: string): string;
  /** The differences: that a hidden attribute changed still shows, its values do not. */
  changes(changes: readonly Difference[]): readonly Difference[];
}

/**
 * @param paths what to hide: `email`, `customer.phone`, `items.price` for a member of every list
 *   entry. Everything below a path is hidden with it.
 */
export function createRedactor(paths: readonly string[]): Redactor {
  const hidden = new Set(paths.map((path) => path.trim()).filter((path) => path !== ''));
  if (hidden.size === 0) return hidesNothing;
  return {
    item: (item) => scrubValue(item, '', hidden),
    message: (path, message) => (mayQuoteHidden(withoutIndexes(path), hidden) ? redacted : message),
    changes: (changes) => changes.map((change) => scrubDifference(change, hidden)),
  };
}

const hidesNothing: Redactor = {
  item: (item) => item,
  message: (_path, message) => message,
  changes: (changes) => changes,
};

function scrubDifference(change: Difference, hidden: ReadonlySet<string>): Difference {
  const path = withoutIndexes(change.path);
  const isWhollyHidden = isHidden(path, hidden);
  const show = (value: unknown) => (isWhollyHidden ? redacted : scrubValue(value, path, hidden));
  return {
    path: change.path,
    ...('before' in change ? { before: show(change.before) } : {}),
    ...('after' in change ? { after: show(change.after) } : {}),
  };
}

function isHidden(path: string, hidden: ReadonlySet<string>): boolean {
  return [...hidden].some((name) => path === name || path.startsWith(`${name}.`));
}

function mayQuoteHidden(path: string, hidden: ReadonlySet<string>): boolean {
  return isHidden(path, hidden) || [...hidden].some((name) => name.startsWith(`${path}.`));
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
