import { InvalidConditionError } from '../errors.js';
import { AttributeCondition } from './attribute-condition.js';
import type {
  AttributeScalar,
  DescriptorOf,
  SetDescriptorOf,
  TypeDescriptor,
} from './attribute-types.js';
import { attributeValue } from './attribute-value.js';

/**
 * The attribute has one of these values: `equals('PLACED', 'PAID')`. Strings are compared exactly;
 * a number by the text that DynamoDB gives it.
 */
export function equals<const Values extends readonly AttributeScalar[]>(
  ...values: Values
): AttributeCondition<DescriptorOf<Values[number]>, Values[number]> {
  return new AttributeCondition(groupByDescriptor(values, (descriptor) => descriptor));
}

/**
 * The attribute is there, with this type, and has none of these values: `anythingBut('DRAFT')`.
 *
 * @throws InvalidConditionError for strings and numbers in one list.
 */
export function anythingBut<const Values extends readonly (string | number | bigint)[]>(
  ...values: Values
): AttributeCondition<DescriptorOf<Values[number]>, Values[number]> {
  const grouped = groupByDescriptor(values, (descriptor) => descriptor);
  if (grouped.size > 1) {
    throw new InvalidConditionError(
      'anythingBut lists strings and numbers',
      'Ask about one type; a value of the other type matches anyway.',
    );
  }
  return new AttributeCondition(
    new Map([...grouped].map(([descriptor, list]) => [descriptor, [{ 'anything-but': list }]])),
  );
}

/** The string starts so: `prefix('DE-')`. */
export function prefix(text: string): AttributeCondition<'S', never> {
  return onString({ prefix: text });
}

/** The string ends so: `suffix('@example.org')`. */
export function suffix(text: string): AttributeCondition<'S', never> {
  return onString({ suffix: text });
}

/** The string is this one, in whatever case. */
export function equalsIgnoreCase(text: string): AttributeCondition<'S', never> {
  return onString({ 'equals-ignore-case': text });
}

/**
 * The attribute is there and has this type: `exists('S')`. The type has to be named, because AWS
 * looks at values only, and the value stands below its type. Lists and maps hold values deeper
 * down, so ask about those.
 */
export function exists<Descriptor extends LeafDescriptor>(
  descriptor: Descriptor,
): AttributeCondition<Descriptor, never> {
  return new AttributeCondition(new Map([[descriptor, [{ exists: true }]]]));
}

/**
 * The attribute is not there with this type: `absent('S')`. It also holds when the whole image is
 * missing.
 */
export function absent<Descriptor extends LeafDescriptor>(
  descriptor: Descriptor,
): AttributeCondition<Descriptor, never> {
  return new AttributeCondition(new Map([[descriptor, [{ exists: false }]]]));
}

/** Types whose value is matched itself. */
export type LeafDescriptor = Exclude<TypeDescriptor, 'L' | 'M'>;

/** The set has one of these elements: `includes('vip')`. */
export function includes<const Values extends readonly (string | number | bigint | Uint8Array)[]>(
  ...values: Values
): AttributeCondition<SetDescriptorOf<Values[number]>, Values[number]> {
  return new AttributeCondition(groupByDescriptor(values, (descriptor) => setOf[descriptor]));
}

/** Any of the conditions holds: `anyOf(equals('PAID'), absent('S'))`. */
export function anyOf<
  const Conditions extends readonly AttributeCondition<TypeDescriptor, unknown>[],
>(
  ...conditions: Conditions
): AttributeCondition<DescriptorIn<Conditions[number]>, ValueIn<Conditions[number]>> {
  const byDescriptor = new Map<TypeDescriptor, readonly unknown[]>();
  for (const condition of conditions) {
    for (const [descriptor, wanted] of condition.byDescriptor) {
      if (!Array.isArray(wanted)) {
        throw new InvalidConditionError(
          'anyOf joins conditions on values, not on the elements of a list',
          'Use either() to want one of several conditions on elements.',
        );
      }
      byDescriptor.set(descriptor, [...(byDescriptor.get(descriptor) ?? []), ...wanted]);
    }
  }
  return new AttributeCondition(byDescriptor);
}

type DescriptorIn<Condition> =
  Condition extends AttributeCondition<infer Descriptor, unknown> ? Descriptor : never;
type ValueIn<Condition> =
  Condition extends AttributeCondition<TypeDescriptor, infer Value> ? Value : never;

const setOf = { S: 'SS', N: 'NS', B: 'BS', BOOL: 'BOOL', NULL: 'NULL' } as const;

function onString(operator: Readonly<Record<string, string>>): AttributeCondition<'S', never> {
  return new AttributeCondition(new Map([['S', [operator]]]));
}

function groupByDescriptor(
  values: readonly AttributeScalar[],
  rename: (descriptor: keyof typeof setOf) => TypeDescriptor,
): ReadonlyMap<TypeDescriptor, readonly unknown[]> {
  const groups = new Map<TypeDescriptor, Set<unknown>>();
  for (const value of values) {
    const { descriptor, json } = attributeValue(value);
    const name = rename(descriptor);
    groups.set(name, (groups.get(name) ?? new Set()).add(json));
  }
  return new Map([...groups].map(([descriptor, group]) => [descriptor, [...group]]));
}
