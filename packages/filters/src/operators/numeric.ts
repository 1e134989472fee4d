import { JsonNumber, type JsonValue } from '../json/json-value.js';
import { comparableNumber } from '../scalar.js';
import { nameKind, refuse } from './fault.js';
import type { Matcher } from './matcher.js';

type Comparison = (value: number, bound: number) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};
const lower = ['>', '>='];
const upper = ['<', '<='];
const mend = 'Write {"numeric": [">", 5]}, or a range as {"numeric": [">", 5, "<=", 10]}.';

/**
 * `{"numeric": [">", 0, "<=", 5]}`: one comparison, or a lower and then an upper bound. Only JSON
 * numbers can satisfy it; a DynamoDB `N` is a string and never does.
 */
export function parseNumeric(operand: JsonValue, path: string): Matcher {
  if (!Array.isArray(operand)) {
    return refuse('BAD_OPERAND', path, `numeric takes an array, not ${nameKind(operand)}`, mend);
  }
  const terms: readonly JsonValue[] = operand;
  const [operator, bound, secondOperator, secondBound] = terms;
  const compare = readComparison(operator, path);
  const value = readBound(bound, operator, path);
  if (terms.length === 2) return numeric(terms, (number) => compare(number, value));

  const secondCompare = readComparison(secondOperator, path);
  if (!includes(lower, operator) || !includes(upper, secondOperator) || terms.length > 4) {
    return refuse(
      'BAD_OPERAND',
      path,
      'A numeric range has a lower bound (> or >=), then an upper bound (< or <=), and no more',
      mend,
    );
  }
  const secondValue = readBound(secondBound, secondOperator, path);
  if (value >= secondValue) {
    return refuse(
      'BAD_OPERAND',
      path,
      `The lower bound ${value} of the numeric range is not below its upper bound ${secondValue}`,
      'Swap them, or use "=" to match one number.',
    );
  }
  return numeric(terms, (number) => compare(number, value) && secondCompare(number, secondValue));
}

function numeric(terms: readonly JsonValue[], holds: (value: number) => boolean): Matcher {
  const words = terms.map((term) => (term instanceof JsonNumber ? term.text : term)).join(' ');
  return {
    operator: 'numeric',
    wants: `a JSON number ${words}`,
    numbers: terms.flatMap((term) => (term instanceof JsonNumber ? [term.text] : [])),
    test: (value) => typeof value === 'number' && holds(value),
  };
}

function readComparison(operator: JsonValue | undefined, path: string): Comparison {
  const comparison =
    typeof operator === 'string' && Object.hasOwn(comparisons, operator)
      ? comparisons[operator]
      : undefined;
  if (comparison !== undefined) return comparison;
  const found = operator === undefined ? 'nothing' : nameKind(operator);
  return refuse('BAD_OPERAND', path, `numeric expects one of = > >= < <= and found ${found}`, mend);
}

function readBound(
  bound: JsonValue | undefined,
  operator: JsonValue | undefined,
  path: string,
): number {
  if (bound instanceof JsonNumber) return expectComparable(bound, path);
  const found = bound === undefined ? 'nothing' : nameKind(bound);
  return refuse('BAD_OPERAND', path, `After ${operator} a number must follow, not ${found}`, mend);
}

/** A number that a double holds exactly; AWS's engine compares no other. */
export function expectComparable(number: JsonNumber, path: string): number {
  return (
    comparableNumber(number.text) ??
    refuse(
      'NUMBER_NOT_COMPARABLE',
      path,
      `The number ${number.text} has more digits than can be compared exactly`,
      'Use at most 15 significant digits.',
    )
  );
}

function includes(operators: readonly string[], operator: JsonValue | undefined): boolean {
  return typeof operator === 'string' && operators.includes(operator);
}
