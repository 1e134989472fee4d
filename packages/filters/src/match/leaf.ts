import type { Matcher } from '../operators/matcher.js';
import type { FieldCondition } from '../pattern/pattern.js';
import type { Scalar } from '../scalar.js';
import { type PropertyReader, propertyReader } from './property-reader.js';

/** A field of one branch, ready to be asked. */
export interface Leaf {
  /** Its place in the order of paths, which is the order in which AWS's engine binds array elements. */
  readonly rank: number;
  /** The names on the way, cut at dots. */
  readonly steps: readonly string[];
  /** The last two steps as a single name with a dot, by which a record could spell them. */
  readonly lastTwoSteps: string;
  /** A reader for each step. */
  readonly readers: readonly PropertyReader[];
  /** Whether the field may be absent (`exists: false`). */
  readonly optional: boolean;
  test(value: Scalar): boolean;
}

export function makeLeaf(field: FieldCondition, rank: number): Leaf {
  const steps = field.path.split('.');
  return {
    rank,
    steps,
    lastTwoSteps: propertyName(steps.slice(-2).join('.')),
    readers: steps.map(propertyReader),
    optional: field.matchers.some((matcher) => matcher.matchesAbsence === true),
    test: anyOf(field.matchers),
  };
}

/**
 * The same text in the form in which V8 keeps the names of properties. A text that was joined is not
 * in that form, and a look-up with it costs several times as much.
 */
function propertyName(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/** One question for all matchers; plain values are compared before any matcher is called. */
function anyOf(matchers: readonly Matcher[]): (value: Scalar) => boolean {
  const literals: Scalar[] = [];
  const others: Matcher[] = [];
  for (const matcher of matchers) {
    const { equalTo } = matcher;
    if (equalTo === undefined) others.push(matcher);
    else literals.push(typeof equalTo === 'string' ? propertyName(equalTo) : equalTo);
  }
  const [literal, ...moreLiterals] = literals;
  const [other, ...moreOthers] = others;
  if (literal === undefined && other !== undefined && moreOthers.length === 0) return other.test;
  if (other === undefined && moreLiterals.length === 0) return (value) => value === literal;
  if (other === undefined && literals.length > few) return lookUp(new Set(literals));
  return (value) => {
    for (const one of literals) if (one === value) return true;
    for (const one of others) if (one.test(value)) return true;
    return false;
  };
}

/** Up to here comparing one by one is faster than a look-up. */
const few = 8;

function lookUp(literals: ReadonlySet<Scalar>): (value: Scalar) => boolean {
  return (value) => literals.has(value);
}
