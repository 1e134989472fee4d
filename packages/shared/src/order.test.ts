import { describe, expect, test } from '@jest/globals';
import type { Order } from './order.js';
import { readOrder } from './read-order.js';

const order: Order = {
  orderId: 'o-1',
  customerId: 'c-1',
  status: 'PLACED',
  items: [{ sku: 'tea', quantity: 2, unitPrice: 625 }],
  total: 1250,
  currency: 'EUR',
  createdAt: '2026-11-24T18:00:00.000Z',
  updatedAt: '2026-11-24T18:00:00.000Z',
  version: 1,
};

test('an order is read as it is', () => {
  expect(readOrder(order, 'dynamodb.NewImage')).toEqual(order);
  expect(readOrder({ ...order, expiresAt: 1764085660 }, 'dynamodb.NewImage')).toHaveProperty(
    'expiresAt',
  );
});

describe('what is not an order is refused by field', () => {
  test.each([
    ['an unknown status', { ...order, status: 'LOST' }, 'dynamodb.NewImage.status'],
    ['a fraction of a cent', { ...order, total: 12.5 }, 'dynamodb.NewImage.total'],
    ['no items', { ...order, items: [] }, 'dynamodb.NewImage.items'],
    [
      'a quantity of zero',
      { ...order, items: [{ sku: 'tea', quantity: 0, unitPrice: 1 }] },
      'dynamodb.NewImage.items[0].quantity',
    ],
    ['a currency in lower case', { ...order, currency: 'eur' }, 'dynamodb.NewImage.currency'],
    [
      'a day instead of a time',
      { ...order, createdAt: '2026-11-24' },
      'dynamodb.NewImage.createdAt',
    ],
    ['nothing', undefined, 'dynamodb.NewImage'],
  ])('%s', (_name, image, field) => {
    expect(() => readOrder(image, 'dynamodb.NewImage', { eventId: 'e-1' })).toThrow(
      expect.objectContaining({ code: 'INVALID_ITEM', field, eventId: 'e-1' }),
    );
  });
});
