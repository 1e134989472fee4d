/** What a pattern that AWS accepts says without meaning it. Stable: programs may switch on it. */
export type FilterWarningCode =
  | 'NUMBER_ON_STRING_TYPE'
  | 'VALUE_OF_WRONG_TYPE'
  | 'NUMBER_NOT_AS_STORED'
  | 'CASE_NOT_IGNORED'
  | 'MISSING_TYPE_DESCRIPTOR'
  | 'EXISTS_ON_ATTRIBUTE'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_EVENT_NAME'
  | 'UNKNOWN_VALUE'
  | 'UNKNOWN_ATTRIBUTE'
  | 'WRONG_ATTRIBUTE_TYPE'
  | 'IMAGE_NEVER_PRESENT'
  | 'DUPLICATE_NAME'
  | 'DUPLICATE_PATH'
  | 'TRAILING_TEXT'
  | 'OPERATOR_NOT_CONFIRMED'
  | 'NUMBER_NOT_PORTABLE';

export interface FilterWarning {
  readonly code: FilterWarningCode;
  /** `warning`: the pattern surely does not say what is meant. `note`: it may not work everywhere. */
  readonly severity: 'warning' | 'note';
  /** The place inside the pattern. */
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly mend: string;
}
