import type { Change, Order, OrderStatus } from '@millrace/shared';
import { type OldOrder, readOldOrder } from './old-order.js';

/** What the world is told about an order. */
export type OrderEventName =
  | 'OrderPlaced'
  | 'OrderStatusChanged'
  | 'OrderCancelled'
  | 'OrderDeleted'
  | 'OrderExpired';

export interface OrderEvent {
  readonly name: OrderEventName;
  /**
   * The order as it is, or as it was when it was removed. Of a removed one that did not fit its
   * schema only the id: nothing else of it can be relied on.
   */
  readonly order: Order | Pick<Order, 'orderId'>;
  /** Left out when the order as it was does not fit its schema, and so was never published. */
  readonly previousStatus?: OrderStatus;
}

/** Names what a change means to those who do not know the table; undefined when it means nothing. */
export function toOrderEvent(change: Change<Order>): OrderEvent | undefined {
  switch (change.kind) {
    case 'insert':
      return { name: 'OrderPlaced', order: change.newImage };
    case 'modify':
      return describeUpdate(change.newImage, readOldOrder(change));
    case 'remove':
      return { name: 'OrderDeleted', order: lastKnown(readOldOrder(change)) };
    case 'expire':
      return { name: 'OrderExpired', order: lastKnown(readOldOrder(change)) };
  }
}

function describeUpdate(order: Order, old: OldOrder): OrderEvent | undefined {
  if (!old.fits) return describeMended(order);
  const previousStatus = old.order.status;
  if (order.status === previousStatus) return undefined;
  const name = order.status === 'CANCELLED' ? 'OrderCancelled' : 'OrderStatusChanged';
  return { name, order, previousStatus };
}

// Whatever the misfit would have said was never said, perhaps not even that there is an order. So
// the mend says where the order stands, also when that is where it stood before: a second OrderPlaced
// is known by its order, a missing one by nobody.
function describeMended(order: Order): OrderEvent {
  switch (order.status) {
    case 'PLACED':
      return { name: 'OrderPlaced', order };
    case 'CANCELLED':
      return { name: 'OrderCancelled', order };
    case 'PAID':
    case 'SHIPPED':
    case 'DELIVERED':
      return { name: 'OrderStatusChanged', order };
  }
}

function lastKnown({ fits, order }: OldOrder): OrderEvent['order'] {
  return fits ? order : { orderId: order.orderId };
}
