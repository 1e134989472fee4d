import { InvalidConditionError } from '../errors.js';
import type { TypeDescriptor } from './attribute-types.js';

/** A pattern, or a part of one, as JSON. */
export type PatternJson = { readonly [name: string]: PatternJson | readonly unknown[] };

declare const asks: unique symbol;

/**
 * What one attribute must be. `Descriptor` and `Value` exist for the compiler only: they keep a
 * condition off attributes that it could never match.
 */
export class AttributeCondition<Descriptor extends TypeDescriptor, Value> {
  declare readonly [asks]: { readonly descriptor: Descriptor; readonly value: Value };

  constructor(
    readonly byDescriptor: ReadonlyMap<TypeDescriptor, PatternJson | readonly unknown[]>,
  ) {}

  /** `{"S": ["PAID"]}`; where the values are of several types, one of them by `$or`. */
  toJson(): PatternJson {
    const alternatives = [...this.byDescriptor].map(
      ([descriptor, wanted]): PatternJson => ({
        [descriptor]: wanted,
      }),
    );
    const [only, ...others] = alternatives;
    if (only === undefined) {
      throw new InvalidConditionError(
        'A condition lists no value, so nothing could match',
        'Give it at least one value.',
      );
    }
    return others.length === 0 ? only : { $or: alternatives };
  }
}
