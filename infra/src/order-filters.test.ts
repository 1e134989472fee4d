import { expect, test } from '@jest/globals';
import { compileFilterCriteria } from '@millrace/filters';
import { orderFilters } from './order-filters.js';

const criteria = compileFilterCriteria({
  Filters: orderFilters.map((filter) => filter.toFilter()),
});

function change(eventName: string, status?: string): object {
  const image = status === undefined ? {} : { NewImage: { status: { S: status } } };
  return { eventName, dynamodb: { Keys: { orderId: { S: 'o-1' } }, ...image } };
}

test.each([
  ['a new order', change('INSERT', 'PLACED')],
  ['a removed order', change('REMOVE')],
  ['a paid order', change('MODIFY', 'PAID')],
  ['a shipped order', change('MODIFY', 'SHIPPED')],
  ['a delivered order', change('MODIFY', 'DELIVERED')],
  ['a cancelled order', change('MODIFY', 'CANCELLED')],
])('%s reaches the consumer', (_, record) => {
  expect(criteria.matches(record)).toBe(true);
});

test('an edit of an order that is still placed does not', () => {
  expect(criteria.matches(change('MODIFY', 'PLACED'))).toBe(false);
});
