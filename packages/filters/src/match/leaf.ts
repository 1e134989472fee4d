import type { Matcher } from '../operators/matcher.js';
import type { FieldCondition } from '../pattern/pattern.js';
import type { Scalar } from '../scalar.js';

/** A field of one branch, ready to be asked. */
export interface Leaf {
  /** Its place in the order of paths, which is the order in which AWS's engine binds array elements. */
  readonly rank: number;
  /** Whether the field may be absent (`exists: false`). */
  readonly optional: boolean;
  test(value: Scalar): boolean;
}

export function makeLeaf(field: FieldCondition, rank: number): Leaf {
  return {
    rank,
    optional: field.matchers.some((matcher) => matcher.matchesAbsence === true),
    test: anyOf(field.matchers),
  };
}

/** One question for all matchers; plain values are looked up together. */
function anyOf(matchers: readonly Matcher[]): (value: Scalar) => boolean {
  const literals = new Set<Scalar>();
  const others: Matcher[] = [];
  for (const matcher of matchers) {
    if (matcher.equalTo === undefined) others.push(matcher);
    else literals.add(matcher.equalTo);
  }
  const [literal] = literals;
  const [other] = others;
  if (others.length === 0 && literals.size === 1) return (value) => value === literal;
  if (others.length === 0) return (value) => literals.has(value);
  if (others.length === 1 && literals.size === 0 && other !== undefined) return other.test;
  return (value) => literals.has(value) || others.some((matcher) => matcher.test(value));
}
