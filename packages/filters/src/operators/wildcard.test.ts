import { describe, expect, test } from '@jest/globals';
import { compileFilter } from '../index.js';

describe('no character of a text stands for two of a wildcard', () => {
  test.each([
    ['x*x', 'x', false],
    ['x*x', 'xx', true],
    ['xy*yx', 'xyx', false],
    ['xy*yx', 'xyyx', true],
    ['*x*x*', 'x', false],
    ['*x*x*', 'xx', true],
    ['*ab*bc*', 'abc', false],
    ['*ab*bc*', 'abbc', true],
    ['a*b*b', 'ab', false],
    ['a*b*b', 'abb', true],
    ['*a*', '', false],
    ['*', '', true],
    ['\\*\\\\*', '*\\', true],
  ])('%s and %j: %s', (wildcard, text, matches) => {
    expect(compileFilter({ a: [{ wildcard }] }).matches({ a: text })).toBe(matches);
  });
});
