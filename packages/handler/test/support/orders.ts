import type { Order } from '@millrace/shared';

/** An order that fits its schema. */
export function makeOrder(changes: Partial<Order> = {}): Order {
  return {
    orderId: 'o-1',
    customerId: 'c-1',
    status: 'PLACED',
    items: [{ sku: 'tea', quantity: 2, unitPrice: 625 }],
    total: 1250,
    currency: 'EUR',
    createdAt: '2026-11-24T18:00:00.000Z',
    updatedAt: '2026-11-24T18:00:00.000Z',
    version: 1,
    ...changes,
  };
}
