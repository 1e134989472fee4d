/** The names under which DynamoDB keeps an attribute's value: `{"S": "text"}`. */
export type TypeDescriptor = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** What can be asked for by value. A set is asked for its elements, a list and a map for theirs. */
export type AttributeScalar = string | number | bigint | boolean | null | Uint8Array;

/** The descriptors that DynamoDB's document client gives to a value of a TypeScript type. */
export type DescriptorOf<Value> = Value extends undefined
  ? never
  : Value extends string
    ? 'S'
    : Value extends number | bigint
      ? 'N'
      : Value extends boolean
        ? 'BOOL'
        : Value extends null
          ? 'NULL'
          : Value extends Uint8Array
            ? 'B'
            : Value extends ReadonlySet<infer Element>
              ? SetDescriptorOf<Element>
              : Value extends readonly unknown[]
                ? 'L'
                : 'M';

export type SetDescriptorOf<Element> = Element extends string
  ? 'SS'
  : Element extends number | bigint
    ? 'NS'
    : 'BS';
