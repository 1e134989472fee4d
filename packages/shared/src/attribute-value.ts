import type { LosslessDecimal } from './lossless-decimal.js';

/**
 * An attribute as a stream event carries it: DynamoDB JSON with exactly one type, numbers as text
 * and binary as base64 (recorded; the SDK's own clients give bytes instead).
 */
export interface AttributeValue {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly B?: string | Uint8Array | undefined;
  readonly BOOL?: boolean | undefined;
  readonly NULL?: boolean | undefined;
  readonly L?: readonly AttributeValue[] | undefined;
  readonly M?: AttributeMap | undefined;
  readonly SS?: readonly string[] | undefined;
  readonly NS?: readonly string[] | undefined;
  readonly BS?: readonly (string | Uint8Array)[] | undefined;
}

/** An image or a key in DynamoDB JSON. */
export type AttributeMap = Readonly<Record<string, AttributeValue>>;

/** An attribute's value as JavaScript has it. */
export type Value =
  | string
  | number
  | bigint
  | LosslessDecimal
  | boolean
  | null
  | Uint8Array
  | ReadonlySet<string | number | bigint | LosslessDecimal | Uint8Array>
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A decoded image that no schema has looked at yet. */
export type Attributes = { readonly [name: string]: Value };

/** The value of a key attribute: the only three types that DynamoDB allows there. */
export type KeyValue = string | number | bigint | LosslessDecimal | Uint8Array;

/** The full primary key of an item, by attribute name. */
export type Keys = { readonly [name: string]: KeyValue };
