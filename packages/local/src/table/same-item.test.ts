import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue, Item } from './attribute-value.js';
import { sameItem } from './same-item.js';

const members = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { minLength: 1, maxLength: 3 });

const value = fc.letrec<{ any: AttributeValue }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('1', '2').map((S) => ({ S })),
    fc.constantFrom('1', '2').map((N) => ({ N })),
    fc.constantFrom('AQ==', 'Ag==').map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    members.map((SS) => ({ SS })),
    members.map((NS) => ({ NS })),
    members.map((BS) => ({ BS })),
    fc.array(tie('any'), { maxLength: 3 }).map((L) => ({ L })),
    fc
      .dictionary(fc.constantFrom('a', 'b'), tie('any'), { noNullPrototype: true })
      .map((M) => ({ M })),
  ),
})).any;
const item = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { noNullPrototype: true });

describe('two items are the same', () => {
  test('exactly when they are written the same, names and sets sorted', () => {
    fc.assert(
      fc.property(item, item, (left, right) => {
        expect(sameItem(left, right)).toBe(sorted(left) === sorted(right));
      }),
      { numRuns: 1000 },
    );
  });

  test('when only the order of names and of sets is another', () => {
    fc.assert(fc.property(item, (one) => sameItem(one, turned(one) as Item)));
  });

  test.each(['SS', 'NS', 'BS'])('but not when one member of a %s is another', (kind) => {
    const set = (...all: string[]) => ({ a: { [kind]: all } }) as unknown as Item;
    expect(sameItem(set('1', '2'), set('1', '3'))).toBe(false);
    expect(sameItem(set('1', '2'), set('1'))).toBe(false);
    expect(sameItem(set('1', '2'), set('2', '1'))).toBe(true);
  });
});

function sorted(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (Array.isArray(part)) return /^[SNB]S$/.test(name) ? [...part].sort() : part;
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The same with all names and sets the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [
        name,
        /^[SNB]S$/.test(name) && Array.isArray(part) ? [...part].reverse() : turned(part),
      ]),
  );
}
