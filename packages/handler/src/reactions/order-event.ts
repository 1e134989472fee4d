import type { Change, Order, OrderStatus } from '@millrace/shared';

/** What the world is told about an order. */
export type OrderEventName =
  | 'OrderPlaced'
  | 'OrderStatusChanged'
  | 'OrderCancelled'
  | 'OrderDeleted'
  | 'OrderExpired';

export interface OrderEvent {
  readonly name: OrderEventName;
  /** The order as it is, or as it was when it was removed. */
  readonly order: Order;
  readonly previousStatus?: OrderStatus;
}

/** Names what a change means to those who do not know the table; undefined when it means nothing. */
export function toOrderEvent(change: Change<Order>): OrderEvent | undefined {
  switch (change.kind) {
    case 'insert':
      return { name: 'OrderPlaced', order: change.newImage };
    case 'modify':
      return describeUpdate(change.newImage, change.oldImage.status);
    case 'remove':
      return { name: 'OrderDeleted', order: change.oldImage };
    case 'expire':
      return { name: 'OrderExpired', order: change.oldImage };
  }
}

function describeUpdate(order: Order, previousStatus: OrderStatus): OrderEvent | undefined {
  if (order.status === previousStatus) return undefined;
  const name = order.status === 'CANCELLED' ? 'OrderCancelled' : 'OrderStatusChanged';
  return { name, order, previousStatus };
}
