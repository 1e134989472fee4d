import { describe, expect, test } from '@jest/globals';
import {
  type CompiledFilter,
  compileFilter,
  explain,
  InvalidFilterPatternError,
  lintFilter,
} from '../../src/index.js';
import { garble, randomPattern, randomRecord, randomSource } from './random-case.js';

const runs = Number(process.env['FILTERS_FUZZ_RUNS'] ?? 3_000);
const seed = Number(process.env['FILTERS_FUZZ_SEED'] ?? 20261124);

/** The filter, or `undefined` for a pattern that is refused with the one error there is. */
function tryCompile(pattern: string | object): CompiledFilter | undefined {
  try {
    return compileFilter(pattern);
  } catch (error) {
    if (error instanceof InvalidFilterPatternError) return undefined;
    throw error;
  }
}

/** The least of three tries: a pause of the garbage collector does not come thrice. */
function millisecondsOf(filter: CompiledFilter, record: unknown): number {
  const tries = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    filter.matches(record);
    return process.cpuUsage(start).user / 1000;
  });
  return Math.min(...tries);
}

describe(`${runs} random patterns and records (seed ${seed})`, () => {
  const random = randomSource(seed);
  const unlike: string[] = [];
  let valid = 0;
  let matching = 0;
  let slowest = 0;

  test('no pattern throws anything but InvalidFilterPatternError, and no record anything at all', () => {
    for (let run = 0; run < runs; run += 1) {
      const pattern = randomPattern(random);
      const record = randomRecord(random);
      const filter = tryCompile(pattern);
      if (run % 4 === 0) tryCompile(garble(random, JSON.stringify(pattern)));
      if (filter === undefined) continue;
      valid += 1;

      const start = performance.now();
      const matches = filter.matches(record);
      if (matches) matching += 1;
      if (performance.now() - start > slowest) {
        slowest = Math.max(slowest, millisecondsOf(filter, record));
      }
      if (run % 10 !== 0) continue;

      filter.matchesText(garble(random, JSON.stringify(record)));
      lintFilter(pattern);
      const alike =
        filter.matchesText(JSON.stringify(record)) === matches &&
        explain(pattern, record).matches === matches;
      if (!alike) unlike.push(`${filter.pattern} on ${JSON.stringify(record)}`);
    }
  });

  test('a record, its text and its explanation never disagree', () => {
    expect(unlike).toEqual([]);
  });

  test('enough patterns are valid, and enough match, to say something', () => {
    expect(valid / runs).toBeGreaterThan(0.5);
    expect(matching / runs).toBeGreaterThan(0.01);
  });

  test('the slowest match is known', () => {
    const report = `valid ${valid}, matching ${matching}, slowest match ${slowest.toFixed(3)} ms`;
    if (process.env['FILTERS_FUZZ_RUNS'] !== undefined) process.stdout.write(`${report}\n`);
    expect(slowest).toBeGreaterThan(0);
  });
});
