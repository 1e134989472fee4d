import { InvalidConditionError } from '../errors.js';
import { AttributeCondition, type PatternJson } from './attribute-condition.js';
import type { DescriptorOf } from './attribute-types.js';

/**
 * Conditions on an image of an item, attribute by attribute; all must hold. A nested object asks
 * about a map, `someElement` about a list. Only what the attribute's type can match is accepted.
 */
export type ImageConditions<Item> = {
  readonly [Name in keyof Item]?: ConditionFor<Exclude<Item[Name], undefined>>;
};

/** What may be asked of an attribute of this type. */
export type ConditionFor<Value> =
  | AttributeCondition<DescriptorOf<Value>, WantedOf<Value>>
  | (Extract<Value, object> extends infer Map
      ? Map extends Uint8Array | ReadonlySet<unknown> | readonly unknown[]
        ? never
        : ImageConditions<Map>
      : never);

/** What a condition on a value of this type asks for: a set by its elements, a list by one of its own. */
export type WantedOf<Value> =
  Value extends ReadonlySet<infer Element>
    ? Element
    : Value extends readonly (infer Element)[]
      ? ListElement<Element>
      : Value;

/** Marks a condition on a list with the type of the list's elements. */
export interface ListElement<Element> {
  readonly listElement: Element;
}

/**
 * One and the same element of the list meets the conditions:
 * `someElement({ sku: equals('A-1'), quantity: equals(2) })`.
 */
export function someElement<Element>(
  condition: ConditionFor<NoInfer<Element>>,
): AttributeCondition<'L', ListElement<Element>> {
  return new AttributeCondition(new Map([['L', conditionJson('element', condition)]]));
}

/** The conditions as the part of a pattern that stands below an image. */
export function imageJson(conditions: object): PatternJson {
  const json: Record<string, PatternJson> = {};
  for (const [name, condition] of Object.entries(conditions)) {
    if (condition === undefined) continue;
    if (name === '$or') {
      throw new InvalidConditionError(
        'An attribute called "$or" cannot be asked about: a pattern reads the name as an operator',
        'Rename the attribute, or filter in the function.',
      );
    }
    json[name] = conditionJson(name, condition);
  }
  if (Object.keys(json).length > 0) return json;
  throw new InvalidConditionError(
    'The conditions on an image name no attribute',
    'Name at least one attribute, or leave the call out.',
  );
}

function conditionJson(name: string, condition: unknown): PatternJson {
  if (condition instanceof AttributeCondition) return condition.toJson();
  if (typeof condition === 'object' && condition !== null) return { M: imageJson(condition) };
  throw new InvalidConditionError(
    `The condition on ${name} is ${String(condition)}, not a condition`,
    'Wrap the value: equals(…).',
  );
}
