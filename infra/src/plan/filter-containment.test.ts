import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isContained, passes } from './filter-containment.js';

const pattern = (value: object): string => JSON.stringify(value);
const status = (...values: readonly unknown[]): string =>
  pattern({ dynamodb: { NewImage: { status: { S: values } } } });

describe('a filter is contained in', () => {
  test.each([
    ['no filter at all', [status('PAID')], []],
    ['itself', [status('PAID')], [status('PAID')]],
    ['one with more values', [status('PAID')], [status('SHIPPED', 'PAID')]],
    [
      'one with fewer conditions',
      [pattern({ eventName: ['INSERT'], awsRegion: ['r'] })],
      [pattern({ eventName: ['INSERT'] })],
    ],
    [
      'one with another pattern beside it',
      [status('PAID')],
      [status('PAID'), pattern({ eventName: ['REMOVE'] })],
    ],
    [
      'the same conditions in another spelling',
      [status({ prefix: 'A' })],
      [status({ prefix: 'A' })],
    ],
  ])('%s', (_, one, other) => {
    expect(isContained(one, other)).toBe(true);
  });
});

describe('a filter is not contained in', () => {
  test.each([
    ['one with fewer values', [status('PAID', 'SHIPPED')], [status('PAID')]],
    [
      'one with more conditions',
      [pattern({ eventName: ['INSERT'] })],
      [pattern({ eventName: ['INSERT'], awsRegion: ['r'] })],
    ],
    ['any filter, if it lets everything pass', [], [status('PAID')]],
    ['one that says something else', [status('PAID')], [pattern({ eventName: ['INSERT'] })]],
  ])('%s', (_, one, other) => {
    expect(isContained(one, other)).toBe(false);
  });
});

const names = ['a', 'b', 'c'];
const condition = fc.subarray(names, { minLength: 1 });
const aPattern = fc
  .record({ x: fc.option(condition), y: fc.option(condition) })
  .filter(({ x, y }) => x !== null || y !== null)
  .map(({ x, y }) => pattern({ ...(x === null ? {} : { x }), ...(y === null ? {} : { y }) }));
const aRecord = fc.record({ x: fc.constantFrom(...names), y: fc.constantFrom(...names) });

test('whatever passes a filter passes each one that contains it', () => {
  fc.assert(
    fc.property(
      fc.array(aPattern, { maxLength: 3 }),
      fc.array(aPattern, { maxLength: 3 }),
      aRecord,
      (one, other, record) => {
        fc.pre(isContained(one, other));
        return !passes(one, record) || passes(other, record);
      },
    ),
  );
});
