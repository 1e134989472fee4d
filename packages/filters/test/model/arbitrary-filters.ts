import fc from 'fast-check';
import type { Json } from './slow-evaluate.js';

/** Few names and values, so that patterns and records meet often; names with dots among them. */
const plainName = fc.constantFrom('a', 'b', 'c');
const anyName = fc.oneof(
  { weight: 12, arbitrary: plainName },
  { weight: 1, arbitrary: fc.constantFrom('a.b', 'b.c', 'a.b.c', 'a-', '') },
);
const text = fc.constantFrom('', 'x', 'X', 'xy', 'Yx', 'xyx', 'y*', 'yy');
const digit = fc.constantFrom(0, 1, 2, -1, 1.5);

export const scalars: fc.Arbitrary<Json> = fc.oneof(text, digit, fc.boolean(), fc.constant(null));

function operation(name: string, operand: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return operand.map((value) => ({ [name]: value }));
}

const someText = text.filter((one) => one !== '');
const wildcard = fc.constantFrom('*', 'x*', '*x', 'x*x', '*y*', 'y\\*', '', 'x*y*x');
const caseless = operation('equals-ignore-case', text);
const oneOrSome = <T extends Json>(one: fc.Arbitrary<T>): fc.Arbitrary<Json> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

export const matchers: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalars },
  { weight: 3, arbitrary: operation('exists', fc.constant(false)) },
  { weight: 1, arbitrary: operation('exists', fc.constant(true)) },
  operation('exactly', text),
  operation('prefix', fc.oneof(text, caseless)),
  operation('suffix', fc.oneof(text, caseless)),
  caseless,
  operation('wildcard', wildcard),
  operation('anything-but', fc.oneof(oneOrSome(text), oneOrSome(digit))),
  operation('anything-but', operation('prefix', oneOrSome(someText))),
  operation('anything-but', operation('suffix', oneOrSome(someText))),
  operation('anything-but', operation('equals-ignore-case', oneOrSome(text))),
  operation('anything-but', operation('wildcard', oneOrSome(wildcard))),
  operation('numeric', fc.tuple(fc.constantFrom('=', '>', '>=', '<', '<='), digit)),
  operation(
    'numeric',
    fc
      .constantFrom('>', '>=')
      .chain((lower) => fc.constantFrom('<', '<=').map((upper) => [lower, 0, upper, 2] as const)),
  ),
);

const leaf = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Json>(['x'], [1, 'x'], [{ exists: false }, 'x']) },
  { weight: 1, arbitrary: fc.array(matchers, { minLength: 1, maxLength: 2 }) },
);

function patternObject(depth: number): fc.Arbitrary<Json> {
  const node =
    depth === 0 ? leaf : fc.oneof(leaf, { weight: 2, arbitrary: patternObject(depth - 1) });
  const fields = fc.dictionary(anyName, node, { minKeys: 1, maxKeys: 2 });
  if (depth === 0) return fields;
  const or = fc.array(patternObject(depth - 1), { minLength: 2, maxLength: 2 });
  return fc.oneof(
    { weight: 6, arbitrary: fields },
    { weight: 1, arbitrary: fc.tuple(fields, or).map(([all, $or]) => ({ ...all, $or })) },
    { weight: 1, arbitrary: fc.tuple(fields, or).map(([all, $or]) => ({ $or, ...all })) },
  );
}

/** Valid patterns, `$or` and dotted names included. */
export const patterns = patternObject(2);

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>('x', 1) },
  { weight: 1, arbitrary: scalars },
);

function recordNode(depth: number): fc.Arbitrary<Json> {
  if (depth === 0) return value;
  return fc.oneof(
    { weight: 2, arbitrary: value },
    { weight: 3, arbitrary: recordObject(depth) },
    { weight: 2, arbitrary: fc.array(recordNode(depth - 1), { maxLength: 3 }) },
  );
}

function recordObject(depth: number): fc.Arbitrary<Json> {
  return fc.dictionary(anyName, recordNode(depth - 1), { maxKeys: 3 });
}

/** Records with arrays of arrays of objects, more often than real ones have. */
export const records = recordObject(5);
