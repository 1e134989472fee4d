import { isMap } from './is-map.js';
import { joinIndex, joinName } from './path.js';

/** One place where two versions of an item differ. What was not there has no `before` or `after`. */
export interface Difference {
  /** `status`, `items[0].quantity`; a name with a dot in it is quoted: `["a.b"]`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Lists what changed between two versions of an item, deepest place first found, in the order of the
 * names. `undefined` stands for an item that does not exist: every attribute of the other is listed.
 * Maps are compared name by name, lists position by position, sets and binary as wholes.
 */
export function difference(before: unknown, after: unknown): readonly Difference[] {
  return [...compare(before ?? emptyLike(after), after ?? emptyLike(before), '')];
}

function emptyLike(other: unknown): unknown {
  return isMap(other) ? {} : undefined;
}

function* compare(before: unknown, after: unknown, path: string): Generator<Difference> {
  if (isMap(before) && isMap(after)) {
    yield* compareMaps(before, after, path);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    yield* compareLists(before, after, path);
  } else if (!isSame(before, after)) {
    yield {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }
}

function* compareMaps(before: PlainMap, after: PlainMap, path: string): Generator<Difference> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of [...names].sort()) {
    yield* compare(memberOf(before, name), memberOf(after, name), joinName(path, name));
  }
}

function* compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): Generator<Difference> {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    yield* compare(before[index], after[index], joinIndex(path, index));
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return isSameBytes(a, b);
  if (a instanceof Set && b instanceof Set) return isSameSet(a, b);
  return isOpaque(a) && isOpaque(b) && JSON.stringify(a) === JSON.stringify(b);
}

// Values of a class, such as LosslessDecimal and Date, are the same when they print the same.
function isOpaque(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isMap(value) && !Array.isArray(value);
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function isSameSet(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  if (a.size !== b.size) return false;
  const others = [...b];
  return [...a].every((member) => b.has(member) || others.some((other) => isSame(member, other)));
}

type PlainMap = Readonly<Record<string, unknown>>;

function memberOf(map: PlainMap, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
