import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Order } from '@millrace/shared';

/**
 * An order as the read model "orders by customer" shows it. Partition key `customerId`, sort key
 * `orderId`.
 */
export interface ProjectedOrder {
  readonly customerId: string;
  readonly orderId: string;
  readonly status: Order['status'];
  readonly total: number;
  readonly currency: string;
  readonly itemCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  /** The change that this was made of; see `toFence`. */
  readonly fence: string;
}

/** Stands where an order was, so that a late duplicate of an earlier change cannot bring it back. */
export interface RemovedOrder {
  readonly customerId: string;
  readonly orderId: string;
  readonly removed: true;
  readonly fence: string;
  /** Epoch seconds: the table's time-to-live attribute. */
  readonly expiresAt: number;
}

// A parked record lives at most 14 days in SQS; a day more, and nothing older can come.
const tombstoneSeconds = 15 * 24 * 60 * 60;

/** An item of the read model, as the SDK takes it. */
export type ProjectionItem = Readonly<Record<string, AttributeValue>>;

export function projectOrder(order: Order, fence: string): ProjectionItem {
  const itemCount = order.items.reduce((count, { quantity }) => count + quantity, 0);
  return {
    customerId: { S: order.customerId },
    orderId: { S: order.orderId },
    status: { S: order.status },
    total: { N: String(order.total) },
    currency: { S: order.currency },
    itemCount: { N: String(itemCount) },
    createdAt: { S: order.createdAt },
    updatedAt: { S: order.updatedAt },
    version: { N: String(order.version) },
    fence: { S: fence },
  } satisfies Record<keyof ProjectedOrder, AttributeValue>;
}

export function removeOrder(
  order: Pick<Order, 'customerId' | 'orderId'>,
  fence: string,
  now: number,
): ProjectionItem {
  const expiresAt = Math.floor(now / 1000) + tombstoneSeconds;
  return {
    customerId: { S: order.customerId },
    orderId: { S: order.orderId },
    removed: { BOOL: true },
    fence: { S: fence },
    expiresAt: { N: String(expiresAt) },
  } satisfies Record<keyof RemovedOrder, AttributeValue>;
}
