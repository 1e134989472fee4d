import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeAttributes, encodeAttributes, LosslessDecimal } from '../src/index.js';

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom('__proto__', 'constructor', 'a.b', 'toString'),
);
const number = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    // An integer over 2^53 comes back as a bigint, whoever wrote it.
    .filter((double) => !Number.isInteger(double) || Number.isSafeInteger(double))
    .map((double) => double + 0),
  fc.bigInt({ min: 2n ** 53n, max: 10n ** 37n }),
);
const binary = fc.uint8Array({ maxLength: 8 });
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    number,
    fc.boolean(),
    fc.constant(null),
    binary,
    fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts)),
    fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const item = fc.dictionary(name, value, { maxKeys: 5 });

// Dictionaries of fast-check have no prototype; decoded maps are plain objects.
const plain = (map: object): object =>
  Object.setPrototypeOf(structuredClone(map), Object.prototype) as object;

test('decoding gives back what was encoded, through JSON', () => {
  fc.assert(
    fc.property(item, (written) => {
      const wire: unknown = JSON.parse(JSON.stringify(encodeAttributes(written)));
      expect(decodeAttributes(wire, 'item', {})).toEqual(plain(written));
    }),
  );
});

// The SDK differs on purpose in three places: it rounds long fractions, assigns to __proto__, and
// takes binary from its own clients as bytes.
test("decoding agrees with the SDK's own", () => {
  const safeNames = item.filter(
    (written) => !JSON.stringify(encodeAttributes(written)).includes('__proto__'),
  );
  fc.assert(
    fc.property(safeNames, (written) => {
      const encoded = encodeAttributes(written);
      const bytes = withBytes(encoded) as Record<string, SdkValue>;
      const wrapNumbers = (text: string) => {
        const own = decodeAttributes({ n: { N: text } }, 'n', {})['n'];
        return own instanceof LosslessDecimal ? own.text : own;
      };
      expect(decodeAttributes(encoded, 'item', {})).toEqual(unmarshall(bytes, { wrapNumbers }));
    }),
  );
});

function withBytes(encoded: unknown): unknown {
  if (Array.isArray(encoded)) return encoded.map(withBytes);
  if (typeof encoded !== 'object' || encoded === null) return encoded;
  const entries = Object.entries(encoded).map(([key, inner]) => [
    key,
    key === 'B' && typeof inner === 'string'
      ? new Uint8Array(Buffer.from(inner, 'base64'))
      : withBytes(inner),
  ]);
  return Object.fromEntries(entries);
}

test('what is not DynamoDB JSON is refused by its path', () => {
  const refuse = (image: unknown) => () => decodeAttributes(image, 'image', { eventId: 'e-1' });
  expect(refuse(null)).toThrow(/image must be a map/);
  expect(refuse({ a: 'text' })).toThrow(/image\.a must be an object with exactly one type/);
  expect(refuse({ a: {} })).toThrow(/image\.a must be an object with exactly one type/);
  expect(refuse({ a: { S: 'x', N: '1' } })).toThrow(/exactly one type/);
  expect(refuse({ a: { X: 1 } })).toThrow(/the type "X"/);
  expect(refuse({ a: { S: 1 } })).toThrow(/image\.a must be text/);
  expect(refuse({ a: { N: 1 } })).toThrow(/image\.a must be a number written as text/);
  expect(refuse({ a: { B: 1 } })).toThrow(/image\.a must be binary in base64/);
  expect(refuse({ a: { BOOL: 'true' } })).toThrow(/image\.a must be true or false/);
  expect(refuse({ a: { NULL: false } })).toThrow(/image\.a of type NULL must be true/);
  expect(refuse({ a: { L: {} } })).toThrow(/image\.a must be a list/);
  expect(refuse({ a: { M: [] } })).toThrow(/image\.a must be a map/);
  expect(
    refuse({ z: { S: '' }, a: { L: [{ S: '' }, { M: { 'b.c': { NS: ['1', 'x'] } } }] } }),
  ).toThrow(/image\.a\[1\]\["b\.c"\]\[1\] must be a number/);
});

test('what DynamoDB cannot hold is not encoded', () => {
  expect(() => encodeAttributes({ a: Number.NaN })).toThrow(/NaN/);
  expect(() => encodeAttributes({ a: new Set() })).toThrow(/empty set/);
  expect(() => encodeAttributes({ a: new Set(['x', 1]) })).toThrow(/not mixed/);
  expect(() => encodeAttributes({ a: () => undefined })).toThrow(/function/);
  expect(encodeAttributes({ a: undefined, b: -0 })).toEqual({ b: { N: '0' } });
});

test('an item as deep as DynamoDB allows is decoded, and what is wrong at its ground is named', () => {
  const nest = (ground: unknown) =>
    Array.from({ length: 31 }).reduce<unknown>((inner) => ({ M: { a: inner } }), ground);
  const read = (ground: unknown) => decodeAttributes({ a: nest(ground) }, 'image', {});
  expect(JSON.stringify(read({ NULL: true }))).toBe(`${'{"a":'.repeat(32)}null${'}'.repeat(32)}`);
  expect(() => read({ N: 'x' })).toThrow(`image${'.a'.repeat(32)} must be a number`);
});
