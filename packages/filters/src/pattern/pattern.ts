import type { Matcher } from '../operators/matcher.js';

/** A pattern as it was read: conditions that must all hold. */
export type Pattern = readonly Condition[];

export type Condition = FieldCondition | OrCondition;

/** One field and the values it may have. */
export interface FieldCondition {
  readonly kind: 'field';
  /**
   * The names on the way to the field, joined by dots. Two spellings of one way
   * (`{"a":{"b":[…]}}` and `{"a.b":[…]}`) have the same path, because AWS's engine cannot tell
   * them apart.
   */
  readonly path: string;
  /** The same names as they were written, some perhaps with dots in them. */
  readonly names: readonly string[];
  /** Any of them suffices. */
  readonly matchers: readonly Matcher[];
  /** The place inside the pattern's text, with `$or` branches numbered. */
  readonly place: string;
}

/** `$or`: one of its branches must hold. */
export interface OrCondition {
  readonly kind: 'or';
  readonly branches: readonly Pattern[];
  readonly place: string;
}
