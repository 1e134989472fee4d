import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileFilter } from '../../src/index.js';
import { matchers, scalars } from './arbitrary-filters.js';
import { type Json, slowMatches } from './slow-evaluate.js';

const text = fc.string({ unit: fc.constantFrom('x', 'y', 'X', 'Y', '*', '\n'), maxLength: 6 });
const piece = fc.string({ unit: fc.constantFrom('x', 'y', 'X'), minLength: 1, maxLength: 2 });
const stars = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('*'));

/** Operators on texts, close enough to the texts to be about to match. */
const onText: fc.Arbitrary<Json> = fc.oneof(
  ...['prefix', 'suffix', 'equals-ignore-case', 'exactly'].map((operator) =>
    piece.map((operand) => ({ [operator]: operand })),
  ),
  ...['prefix', 'suffix'].map((operator) =>
    piece.map((operand) => ({ [operator]: { 'equals-ignore-case': operand } })),
  ),
  fc
    .tuple(fc.constantFrom('', '*'), stars, fc.constantFrom('', '*'))
    .map(([start, middle, end]) => ({
      wildcard: `${start}${middle}${end}`,
    })),
);
const negated = onText
  .filter((matcher) => !JSON.stringify(matcher).includes('exactly'))
  .filter((matcher) => !JSON.stringify(matcher).includes(':{'))
  .map((matcher): Json => ({ 'anything-but': matcher }));

test('each operator answers as its plain rule answers', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.oneof(onText, negated, matchers), fc.oneof(text, scalars), (matcher, value) => {
      const expected = slowMatches({ a: [matcher] }, { a: value });
      expect(compileFilter({ a: [matcher] }).matches({ a: value })).toBe(expected);
      seen[`${expected}`] += 1;
    }),
    { numRuns: Number(process.env['FILTERS_MODEL_RUNS'] ?? 2000) },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
});
