import { describe, expect, test } from '@jest/globals';
import { compileFilter, FiltersError, InvalidFilterPatternError } from './index.js';

const order = {
  eventName: 'MODIFY',
  dynamodb: { NewImage: { status: { S: 'PAID' }, items: { L: [{ M: { sku: { S: 'A' } } }] } } },
};

describe('where case is ignored, an emoji is two question marks, as it is to AWS', () => {
  const emoji = { 'equals-ignore-case': 'ok 👍' };
  const inSuffix = { suffix: { 'equals-ignore-case': '👍' } };
  test.each([
    [emoji, 'ok 👍', false],
    [emoji, 'OK ??', true],
    [{ prefix: { 'equals-ignore-case': '👍 ok' } }, '👍 OK', false],
    [inSuffix, 'ok 👍', false],
    [inSuffix, 'ok ??', true],
    [{ 'anything-but': emoji }, 'ok 👍', true],
    [{ prefix: 'ok 👍' }, 'ok 👍!', true],
    ['ok 👍', 'ok 👍', true],
  ])('%j and %j: %s', (matcher, value, passes) => {
    expect(compileFilter({ a: [matcher] }).matches({ a: value })).toBe(passes);
  });
});

test('a compiled filter keeps the text that goes to AWS', () => {
  expect(compileFilter({ eventName: ['INSERT'] }).pattern).toBe('{"eventName":["INSERT"]}');
});

describe('a pattern is refused with the place, the reason and the mend', () => {
  test.each([
    ['{"eventName": ["INSERT"', 'NOT_JSON', '', 'unexpected end of text at character 23'],
    ['["INSERT"]', 'NOT_AN_OBJECT', '', 'A pattern is a JSON object, not an array'],
    ['{"eventName": "INSERT"}', 'NOT_AN_OBJECT_OR_ARRAY', 'eventName', 'not the string "INSERT"'],
    ['{"dynamodb": {"NewImage": {}}}', 'EMPTY_OBJECT', 'dynamodb.NewImage', 'empty'],
    ['{"eventName": []}', 'EMPTY_ARRAY', 'eventName', 'matches nothing'],
    ['{"a": {"b": ["x", {"prefx": "y"}]}}', 'UNKNOWN_OPERATOR', 'a.b[1]', 'no operator "prefx"'],
    ['{"a": [{"prefix": 1}]}', 'BAD_OPERAND', 'a[0].prefix', 'a string, not the number 1'],
    ['{"a": [{"prefix": "x", "suffix": "y"}]}', 'ONE_OPERATOR_ONLY', 'a[0]', 'prefix and suffix'],
    ['{"a": [["x"]]}', 'BAD_VALUE', 'a[0]', 'inside the array of values'],
    ['{"$or": [{"a": ["x"]}]}', 'BAD_OR', '$or', 'at least two'],
    ['{"$or": [{"a": ["x"]}, {"prefix": ["x"]}]}', 'BAD_OR', '$or[1].prefix', 'kept for operators'],
    ['{"a": [{"numeric": ["<", 9007199254740993]}]}', 'NUMBER_NOT_COMPARABLE', 'a[0].numeric', ''],
    ['{"a": [{"numeric": [">", 5, "<", 5]}]}', 'BAD_OPERAND', 'a[0].numeric', 'lower bound 5'],
    ['{"a": [{"wildcard": "x**"}]}', 'BAD_OPERAND', 'a[0].wildcard', 'at character 1'],
    ['{"a": [{"cidr": "10.0.0.0/33"}]}', 'BAD_OPERAND', 'a[0].cidr', 'outside 0 to 31'],
  ])('%s', (pattern, code, path, reason) => {
    const compile = () => compileFilter(pattern);
    expect(compile).toThrow(InvalidFilterPatternError);
    expect(compile).toThrow(FiltersError);
    expect(compile).toThrow(
      expect.objectContaining({
        code,
        path,
        awsMessage: 'Invalid filter pattern definition.',
        reason: expect.stringContaining(reason),
        mend: expect.stringMatching(/\.$/),
      }),
    );
  });

  test('a text longer than 4,096 characters', () => {
    const pattern = (length: number) => `{"a":["${'x'.repeat(length - 10)}"]}`;
    expect(compileFilter(pattern(4096)).pattern).toHaveLength(4096);
    expect(() => compileFilter(pattern(4097))).toThrow(
      expect.objectContaining({ code: 'TOO_LONG', path: '' }),
    );
  });

  test('an object that JSON cannot say', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const pattern of [{ a: [Number.NaN] }, { a: [undefined] }, { a: [1n] }, cycle]) {
      expect(() => compileFilter(pattern)).toThrow(expect.objectContaining({ code: 'NOT_JSON' }));
    }
  });

  test('$or conditions that multiply beyond reason', () => {
    const or = '"$or":[{"a":["x"]},{"b":["x"]}]';
    const pattern = `{${new Array(60).fill(or).join(',')}}`;
    expect(() => compileFilter(pattern)).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_COMBINATIONS', path: '$or' }),
    );
  });
});

describe('any record gets an answer', () => {
  const filter = compileFilter({
    dynamodb: { NewImage: { items: { L: { M: { sku: { S: ['A'] } } } } } },
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 42],
    ['a string', '{"dynamodb":{}}'],
    ['an array', [order]],
    ['a function', () => order],
    ['an empty object', {}],
    ['a Map', new Map([['dynamodb', order.dynamodb]])],
    ['a date where an object should be', { dynamodb: new Date(0) }],
    ['bytes where an object should be', { dynamodb: { NewImage: Buffer.from('x') } }],
    ['bigints and symbols', { dynamodb: { NewImage: { items: { L: [1n, Symbol('x')] } } } }],
  ])('%s does not match', (_, record) => {
    expect(filter.matches(record)).toBe(false);
  });

  test('a frozen record is read as it is', () => {
    const frozen = JSON.parse(JSON.stringify(order), (_, value) => Object.freeze(value));
    expect(filter.matches(frozen)).toBe(true);
  });

  test('a record that holds itself', () => {
    const items: { L: unknown[] } = { L: [] };
    items.L.push(items.L, { M: items }, { M: { sku: { S: 'B' } } });
    expect(filter.matches({ dynamodb: { NewImage: { items } } })).toBe(false);
  });

  test('a pattern that follows a record into itself a thousand times', () => {
    const names = new Array(1000).fill('a').join('.');
    const record: { a?: unknown; x: string } = { x: 'y' };
    record.a = [record, record];
    expect(compileFilter({ [names]: ['y'] }).matches(record)).toBe(false);
    record.a = [{ 'a.a': record }, record];
    expect(compileFilter({ [`${names}.x`]: ['y'] }).matches(record)).toBe(false);
  });

  test('arrays a hundred thousand deep', () => {
    let deep: unknown = 'A';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(compileFilter({ a: ['A'] }).matches({ a: deep })).toBe(false);
    const text = `{"a":${'['.repeat(100_000)}"A"${']'.repeat(100_000)}}`;
    expect(compileFilter({ a: ['A'] }).matchesText(text)).toBe(false);
    expect(compileFilter({ a: ['A'] }).matchesText(`{"a":1,${text.slice(1)}`)).toBe(false);
  });

  test('what every object inherits is not in the record', () => {
    for (const name of ['toString', 'constructor', '__proto__']) {
      expect(compileFilter({ [name]: [{ exists: true }] }).matches({})).toBe(false);
      expect(compileFilter(`{"${name}":{"__proto__":[null]}}`).matches({})).toBe(false);
    }
    expect(compileFilter('{"__proto__":["x"]}').matches(JSON.parse('{"__proto__":"x"}'))).toBe(
      true,
    );
  });

  test.each(['', 'x', '{"a":', '[1]', '{"a":["A"]} more', '\u0000'])(
    'a text that is no record (%j) does not match',
    (text) => {
      expect(compileFilter({ a: ['A'] }).matchesText(text)).toBe(false);
    },
  );
});

describe('the work grows with the record, not faster', () => {
  test.each([
    ['a wildcard', { a: [{ wildcard: `*${'x*'.repeat(20)}y` }] }, { a: 'x'.repeat(200_000) }],
    [
      'arrays that do not go together',
      { a: { p: ['x'], q: ['y'] }, b: { p: ['x'], q: ['y'] }, c: { p: ['x'], q: ['y'] } },
      Object.fromEntries(
        ['a', 'b', 'c'].map((name) => [
          name,
          Array.from({ length: 20_000 }, (_, index) => (index % 2 ? { p: 'x' } : { q: 'y' })),
        ]),
      ),
    ],
    [
      'arrays in arrays with an absence',
      { a: { b: { p: ['x'] }, c: [{ exists: false }], d: ['y'] } },
      {
        a: Array.from({ length: 3000 }, () => ({
          b: Array.from({ length: 10 }, () => ({ p: 'x' })),
          c: 1,
        })),
      },
    ],
  ])('%s', (_, pattern, record) => {
    const filter = compileFilter(pattern);
    const start = process.cpuUsage();
    expect(filter.matches(record)).toBe(false);
    // A search that tried every combination would take hours; this bound is not about speed.
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });
});
