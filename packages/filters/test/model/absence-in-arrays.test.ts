import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileFilter } from '../../src/index.js';
import { type Json, slowMatches } from './slow-evaluate.js';

/** Absence is asked for in the order of paths, of the elements that are still open by then. */
describe('a field that must be absent from an array', () => {
  test.each([
    ['is asked after the element is bound', { a: ['1'], b: [{ exists: false }] }, true],
    ['is asked before any element is bound', { b: ['2'], a: [{ exists: false }] }, false],
    ['is asked alone, of the whole array', { a: [{ exists: false }] }, false],
    ['is in no element', { a: ['1'], c: [{ exists: false }] }, true],
  ])('%s', (_, fields, matches) => {
    const record = { R: [{ a: '1' }, { b: '2' }] };
    expect(compileFilter({ R: fields }).matches(record)).toBe(matches);
    expect(slowMatches({ R: fields }, record)).toBe(matches);
  });
});

const names = ['a', 'b', 'c'] as const;
const wanted = fc.constantFrom<Json>(['x'], [{ exists: false }], ['x', { exists: false }]);
const someOf = <T>(value: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 3 });

const fields = fc
  .tuple(someOf(wanted), fc.option(someOf(wanted)))
  .map(([outer, inner]): Json => (inner === null ? { R: outer } : { R: { ...outer, b: inner } }));

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>('x', 'y') },
  { weight: 1, arbitrary: fc.array(fc.constantFrom<Json>('x', 'y'), { maxLength: 2 }) },
);
const inner = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 });
const element: fc.Arbitrary<Json> = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof({ weight: 2, arbitrary: value }, inner, fc.array(inner, { maxLength: 2 })),
  { maxKeys: 3 },
);
const elements = fc.array(
  fc.oneof({ weight: 5, arbitrary: element }, fc.array(element, { maxLength: 2 })),
  { minLength: 1, maxLength: 4 },
);

test('arrays and absence together are answered as the plain rules answer them', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(fields, elements, (pattern, R) => {
      const expected = slowMatches(pattern, { R });
      expect(compileFilter(pattern as object).matches({ R })).toBe(expected);
      seen[`${expected}`] += 1;
    }),
    { numRuns: Number(process.env['FILTERS_MODEL_RUNS'] ?? 1000) },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(30);
});
