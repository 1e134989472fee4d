import { describe, expect, test } from '@jest/globals';
import { compileFilterCriteria } from './index.js';

const inserts = { Pattern: '{"eventName":["INSERT"]}' };
const removals = { Pattern: '{"eventName":["REMOVE"]}' };

describe('the filters of a mapping', () => {
  const criteria = compileFilterCriteria({ Filters: [inserts, removals] });

  test.each([
    ['INSERT', true],
    ['REMOVE', true],
    ['MODIFY', false],
  ])('one that matches suffices: %s', (eventName, passes) => {
    expect(criteria.matches({ eventName })).toBe(passes);
    expect(criteria.matchesText(JSON.stringify({ eventName }))).toBe(passes);
  });

  test.each([{}, { Filters: undefined }, { Filters: [] }])('%j lets every record pass', (none) => {
    expect(compileFilterCriteria(none).matches({})).toBe(true);
    expect(compileFilterCriteria(none).matchesText('{}')).toBe(true);
  });
});

describe('filters are refused', () => {
  test('with the number of the filter', () => {
    expect(() => compileFilterCriteria({ Filters: [inserts, { Pattern: '{"a":[]}' }] })).toThrow(
      expect.objectContaining({ code: 'EMPTY_ARRAY', path: 'Filters[1].a' }),
    );
    expect(() => compileFilterCriteria({ Filters: [{}] })).toThrow(
      expect.objectContaining({ code: 'NOT_JSON', path: 'Filters[0]' }),
    );
  });

  test('beyond the quota of five, or the raised one of ten', () => {
    const filters = (count: number) => ({ Filters: new Array(count).fill(inserts) });
    expect(() => compileFilterCriteria(filters(6))).toThrow(
      expect.objectContaining({ code: 'TOO_MANY_FILTERS', path: 'Filters' }),
    );
    expect(compileFilterCriteria(filters(10), { maxFilters: 10 }).filters).toHaveLength(10);
    expect(() => compileFilterCriteria(filters(11), { maxFilters: 10 })).toThrow('the quota is 10');
  });
});
