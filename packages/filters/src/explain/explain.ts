import { compileParsed } from '../compile-filter.js';
import { parsePattern } from '../pattern/parse-pattern.js';
import type { Condition, Pattern } from '../pattern/pattern.js';
import { patternText } from '../pattern/pattern-text.js';
import { explainField } from './explain-field.js';
import type { ConditionExplanation, Explanation } from './explanation.js';

/**
 * Tells for each condition of a pattern whether the record meets it, and why.
 *
 * @throws InvalidFilterPatternError
 */
export function explain(pattern: string | object, record: unknown): Explanation {
  const parsed = parsePattern(typeof pattern === 'string' ? pattern : patternText(pattern));
  const matches = compileParsed(parsed).matches(record);
  const conditions = explainAll(parsed, record);
  const lines = conditions.flatMap((condition) => printCondition(condition, ''));
  const verdict = describeVerdict(matches, conditions);
  return { matches, conditions, text: [...lines, verdict].join('\n') };
}

function explainAll(pattern: Pattern, record: unknown): readonly ConditionExplanation[] {
  return pattern.map((condition) => explainCondition(condition, record));
}

function explainCondition(condition: Condition, record: unknown): ConditionExplanation {
  if (condition.kind === 'field') return explainField(condition, record);
  const branches = condition.branches.map((branch) => {
    const conditions = explainAll(branch, record);
    return { matched: conditions.every(({ matched }) => matched), conditions };
  });
  return {
    kind: 'or',
    place: condition.place,
    matched: branches.some(({ matched }) => matched),
    branches,
  };
}

function describeVerdict(matches: boolean, conditions: readonly ConditionExplanation[]): string {
  const each = conditions.every(({ matched }) => matched);
  if (matches) {
    return each
      ? 'The record passes.'
      : 'The record passes: a condition that does not match is replaced by a later one on the same path.';
  }
  return each
    ? 'The record does not pass: each condition matches by itself, but not all in one and the same element of a list.'
    : 'The record does not pass.';
}

function printCondition(condition: ConditionExplanation, indent: string): readonly string[] {
  const mark = condition.matched ? '✓' : '✗';
  if (condition.kind === 'field') return [`${indent}${mark} ${condition.text}`];
  return [
    `${indent}${mark} ${condition.place}, one of:`,
    ...condition.branches.flatMap((branch, index) => [
      `${indent}  ${branch.matched ? '✓' : '✗'} [${index}]`,
      ...branch.conditions.flatMap((inner) => printCondition(inner, `${indent}    `)),
    ]),
  ];
}
