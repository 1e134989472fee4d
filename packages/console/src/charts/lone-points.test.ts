import { expect, test } from '@jest/globals';
import { lonePoints } from './lone-points.js';

test('a value between two gaps stands alone, at the ends too', () => {
  expect(lonePoints([4, null, 7, 8, null, 0, undefined, 3])).toEqual([0, 5, 7]);
});

test('a line without gaps has none', () => {
  expect(lonePoints([1, 2, 3])).toEqual([]);
});
