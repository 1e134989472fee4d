import { equals, filterFor } from '@millrace/filters';
import type { Order } from '@millrace/shared';

/**
 * The changes of the Orders table that the consumer is paid for: every new order, every removal,
 * and each step an order takes. Edits of an order that is still PLACED (its quantities, say)
 * concern nobody yet, and are filtered out before they cost an invocation.
 */
export const orderFilters = [
  filterFor<Order>().on('INSERT', 'REMOVE'),
  filterFor<Order>()
    .on('MODIFY')
    .newImage({ status: equals('PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED') }),
];
