import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JsonNumber, JsonObject, type JsonValue } from './json-value.js';
import { losesByParsing } from './loses-by-parsing.js';
import { parseJson } from './parse-json.js';

/** What `JSON.parse` would have given. */
function flatten(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof JsonObject) {
    return Object.fromEntries(
      value.members.map(({ name, value: inner }) => [name, flatten(inner)]),
    );
  }
  return Array.isArray(value) ? value.map(flatten) : value;
}

test('it reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(flatten(parseJson(spaced).value)).toEqual(JSON.parse(spaced));
    }),
  );
});

test('it refuses what JSON.parse refuses, at the same character', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', '\\', 'e', '0', '\n'),
      (text, at, insert) => {
        const place = at % (text.length + 1);
        const broken = `{"a":${text.slice(0, place)}${insert}${text.slice(place + 1)}}`;
        const read = (parse: () => unknown) => {
          try {
            return { value: parse() };
          } catch {
            return 'refused';
          }
        };
        const whole = () => {
          const { value, end } = parseJson(broken);
          if (end !== broken.length) throw new Error('more follows');
          return flatten(value);
        };
        expect(read(whole)).toEqual(read(() => JSON.parse(broken)));
      },
    ),
    { numRuns: 1000 },
  );
});

test('it keeps the text of numbers and names that come twice', () => {
  expect(parseJson('{"a":3.0e2,"a":9007199254740993}').value).toEqual(
    new JsonObject([
      { name: 'a', value: new JsonNumber('3.0e2') },
      { name: 'a', value: new JsonNumber('9007199254740993') },
    ]),
  );
});

test('it stops where the first value ends', () => {
  expect(parseJson('[1] and more')).toMatchObject({ end: 3 });
});

describe('what JSON.parse would lose', () => {
  test.each([
    ['{"a":1,"b":{"a":1}}', false],
    ['{"a":[{"b":1,"b":1}]}', true],
    ['{"a":[0.1,300.0,3e2,-0,1e300,0.30000000000000004]}', false],
    ['{"a":9007199254740993}', true],
    ['{"a":0.12345678901234567890}', true],
    ['{"a":1e400}', true],
    ['{"a":1e-400}', true],
  ])('%s: %s', (text, loses) => {
    expect(losesByParsing(parseJson(text).value)).toBe(loses);
  });
});
