import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileFilter } from '../../src/index.js';
import { patterns, records } from './arbitrary-filters.js';
import { slowMatches } from './slow-evaluate.js';

const runs = { numRuns: Number(process.env['FILTERS_MODEL_RUNS'] ?? 1000) };

test('the matcher answers as the plain rules do, whatever the pattern and the record', () => {
  fc.assert(
    fc.property(patterns, records, (pattern, record) => {
      expect(compileFilter(pattern as object).matches(record)).toBe(slowMatches(pattern, record));
    }),
    runs,
  );
});

test('the patterns and records of these tests meet often enough to say something', () => {
  const answers = fc
    .sample(fc.tuple(patterns, records), { numRuns: 2000, seed: 5 })
    .map(([pattern, record]) => slowMatches(pattern, record));
  const matching = answers.filter(Boolean).length / answers.length;
  expect(matching).toBeGreaterThan(0.1);
  expect(matching).toBeLessThan(0.9);
});

test('a record in JSON text gets the same answer as the record', () => {
  fc.assert(
    fc.property(patterns, records, (pattern, record) => {
      const filter = compileFilter(pattern as object);
      expect(filter.matchesText(JSON.stringify(record))).toBe(filter.matches(record));
    }),
    runs,
  );
});

test('matching changes nothing in the record', () => {
  fc.assert(
    fc.property(patterns, records, (pattern, record) => {
      const before = JSON.stringify(record);
      compileFilter(pattern as object).matches(record);
      expect(JSON.stringify(record)).toBe(before);
    }),
  );
});
