/** What all errors of this package have in common: a `code` that stays the same from release to release. */
export abstract class FiltersError extends Error {
  abstract readonly code: string;
}

/** What is wrong with a pattern. Stable: programs may switch on it. */
export type InvalidFilterPatternCode =
  | 'NOT_JSON'
  | 'NOT_AN_OBJECT'
  | 'EMPTY_OBJECT'
  | 'EMPTY_ARRAY'
  | 'NOT_AN_OBJECT_OR_ARRAY'
  | 'UNKNOWN_OPERATOR'
  | 'BAD_OPERAND'
  | 'ONE_OPERATOR_ONLY'
  | 'BAD_VALUE'
  | 'BAD_OR'
  | 'NUMBER_NOT_COMPARABLE'
  | 'TOO_LONG'
  | 'TOO_MANY_FILTERS'
  | 'TOO_MANY_COMBINATIONS';

/** Where and why a pattern is refused; `mend` says what to write instead. */
export interface PatternFault {
  readonly code: InvalidFilterPatternCode;
  /** The place inside the pattern, such as `dynamodb.NewImage.status.S[0]`; empty for the whole pattern. */
  readonly path: string;
  readonly reason: string;
  readonly mend: string;
}

/**
 * A filter pattern that AWS would refuse. `awsMessage` is the text that Lambda's API answers with
 * (InvalidParameterValueException, recorded from AWS for two kinds of bad pattern); AWS says no
 * more than that, so `reason`, `path` and `mend` are this package's own.
 */
export class InvalidFilterPatternError extends FiltersError implements PatternFault {
  override readonly name = 'InvalidFilterPatternError';
  readonly awsMessage = 'Invalid filter pattern definition.';
  readonly code: InvalidFilterPatternCode;
  readonly path: string;
  readonly reason: string;
  readonly mend: string;

  constructor(fault: PatternFault) {
    const place = fault.path === '' ? '' : ` at ${fault.path}`;
    super(`Invalid filter pattern definition. ${fault.reason}${place}. ${fault.mend}`);
    this.code = fault.code;
    this.path = fault.path;
    this.reason = fault.reason;
    this.mend = fault.mend;
  }
}

/** A condition of the builder that could never match, or that no pattern can say. */
export class InvalidConditionError extends FiltersError {
  override readonly name = 'InvalidConditionError';
  readonly code = 'INVALID_CONDITION';

  constructor(
    readonly reason: string,
    readonly mend: string,
  ) {
    super(`${reason}. ${mend}`);
  }
}
