import { describe, expect, test } from '@jest/globals';
import { compileFilter, InvalidFilterPatternError } from '../../src/index.js';
import { type ConformanceCase, readConformanceCases, type Scope } from './conformance-cases.js';

const cases = readConformanceCases();
const knownToLambda: readonly Scope[] = ['documented', 'aws-validated'];

function answer({ pattern, event, eventJson, lexeme }: ConformanceCase): unknown {
  try {
    const filter = compileFilter(pattern);
    return lexeme === true
      ? filter.matchesText(eventJson ?? JSON.stringify(event))
      : filter.matches(event);
  } catch (error) {
    if (error instanceof InvalidFilterPatternError) return 'invalid';
    throw error;
  }
}

function inScopes(known: boolean): readonly ConformanceCase[] {
  return cases.filter(({ scope }) => knownToLambda.includes(scope) === known);
}

test('there are cases of both sorts', () => {
  expect([inScopes(true).length, inScopes(false).length]).toEqual([206, 98]);
});

describe.each([
  ['what Lambda is known to accept', inScopes(true)],
  ["what only AWS's engine is known to accept", inScopes(false)],
])('%s', (_, casesOfScope) => {
  test.each(casesOfScope.map((one) => [one.id, one.scope, one] as const))(
    '%s (%s)',
    (_id, _scope, one) => {
      expect(answer(one)).toBe(one.expect);
    },
  );
});

describe('the text of a record', () => {
  const valid = cases.filter(({ expect: expected }) => expected !== 'invalid');
  test.each(valid.map((one) => [one.id, one] as const))('%s', (_id, one) => {
    const text = one.eventJson ?? JSON.stringify(one.event);
    expect(compileFilter(one.pattern).matchesText(text)).toBe(one.expect);
  });
});
