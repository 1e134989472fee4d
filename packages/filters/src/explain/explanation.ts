/** Why a record passes a filter, or why not. */
export interface Explanation {
  readonly matches: boolean;
  /** Every condition of the pattern, in its order. */
  readonly conditions: readonly ConditionExplanation[];
  /** One line for each condition, and one for the whole; ready to print. */
  readonly text: string;
}

export type ConditionExplanation = FieldExplanation | OrExplanation;

export interface FieldExplanation {
  readonly kind: 'field';
  /** The field in the record: `dynamodb.NewImage.status.S`. */
  readonly path: string;
  /** Its place in the pattern; differs from `path` inside `$or`. */
  readonly place: string;
  readonly matched: boolean;
  /** All values that the field has in the record: several inside lists, none when it is absent. */
  readonly found: readonly (string | number | boolean | null)[];
  /** What the pattern wants, in words, one for each value or operator. */
  readonly wanted: readonly string[];
  /** `dynamodb.NewImage.status.S is "PAID", wanted "SHIPPED"` */
  readonly text: string;
}

export interface OrExplanation {
  readonly kind: 'or';
  readonly place: string;
  readonly matched: boolean;
  readonly branches: readonly {
    readonly matched: boolean;
    readonly conditions: readonly ConditionExplanation[];
  }[];
}
