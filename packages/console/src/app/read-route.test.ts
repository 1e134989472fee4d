import { describe, expect, test } from '@jest/globals';
import { readRoute, storyAddress } from './read-route.js';

describe('an address', () => {
  test('names a view, and the road when it names none', () => {
    expect(['', '#/', '#/charts', '#/nowhere'].map((hash) => readRoute(hash).view)).toEqual([
      'road',
      'road',
      'charts',
      'road',
    ]);
  });

  test('names the record whose story is read', () => {
    expect(readRoute(storyAddress('1/2 3'))).toEqual({ view: 'records', sequence: '1/2 3' });
  });

  test('may be anything that a person types', () => {
    expect(readRoute('#/records/%')).toEqual({ view: 'records', sequence: '%' });
  });
});
