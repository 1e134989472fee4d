import { describe, expect, test } from '@jest/globals';
import { layoutPattern } from './layout-pattern.js';

describe('a pattern laid out for reading', () => {
  test('has a line for each name, and short lists in one line', () => {
    expect(layoutPattern('{"eventName":["INSERT","REMOVE"]}')).toBe(
      '{\n  "eventName": ["INSERT", "REMOVE"]\n}',
    );
  });

  test('means the same as before', () => {
    const pattern = '{"a":[{"anything-but":["x, y","z"]}],"b":{"c":[1,null]}}';
    expect(JSON.parse(layoutPattern(pattern))).toEqual(JSON.parse(pattern));
  });

  test('stays as it is while it is no JSON', () => {
    expect(layoutPattern('{"a":')).toBe('{"a":');
  });
});
