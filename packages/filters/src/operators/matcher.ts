import type { Scalar } from '../scalar.js';

/** The operators of the pattern language; `equals` is the plain value. */
export type OperatorName =
  | 'equals'
  | 'exactly'
  | 'equals-ignore-case'
  | 'prefix'
  | 'suffix'
  | 'wildcard'
  | 'anything-but'
  | 'numeric'
  | 'exists'
  | 'cidr';

/** One member of a leaf's array, ready to be asked. */
export interface Matcher {
  readonly operator: OperatorName;
  /** What it asks for, in words: `a string that starts with "PA"`. */
  readonly wants: string;
  test(value: Scalar): boolean;
  /** Set by `exists: false`, which is true of a path that holds no value. */
  readonly matchesAbsence?: true;
  /** Set when the matcher is nothing but a comparison with this value, so that it can be made fast. */
  readonly equalTo?: string | boolean | null;
  /** Set when case is ignored: the texts as they were written. */
  readonly caseless?: readonly string[];
  /** Set when the matcher compares with JSON numbers, given by their texts. */
  readonly numbers?: readonly string[];
  /** The operator inside an operator, such as the `prefix` of `{"anything-but": {"prefix": "x"}}`. */
  readonly inner?: OperatorName;
}
