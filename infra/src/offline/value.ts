import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';

/** A value that Terraform knows only after apply. */
export class Unknown {
  private constructor() {}
  static readonly value = new Unknown();
}

/** A value of Terraform's type system. Sets and lists are both arrays, maps and objects both records. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | readonly Value[]
  | { readonly [name: string]: Value };

export type ObjectValue = { readonly [name: string]: Value };

const unknownPlain = 0;
const unknownRefined = 12;

const codec = new ExtensionCodec();
codec.register({
  type: unknownPlain,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => Unknown.value,
});
// What else Terraform may know of an unknown value (not null, say) has no use in a stub.
codec.register({ type: unknownRefined, encode: () => null, decode: () => Unknown.value });

export function decodeValue(msgpack: Uint8Array): Value {
  return decode(msgpack, { extensionCodec: codec }) as Value;
}

export function encodeValue(value: Value): Buffer {
  return Buffer.from(encode(value, { extensionCodec: codec }));
}

/** Records hold `Unknown` nowhere else than as itself: an object or map, not an array, not null. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown)
  );
}

export function isEqual(one: Value | undefined, two: Value | undefined): boolean {
  if (one === two) return true;
  if (Array.isArray(one) && Array.isArray(two)) {
    return one.length === two.length && one.every((item, index) => isEqual(item, two[index]));
  }
  if (isObject(one) && isObject(two)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(two).length &&
      names.every((name) => isEqual(one[name], two[name]))
    );
  }
  return false;
}
