import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Order } from '@millrace/shared';
import { PermanentError } from '../consumer/errors.js';

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

type OrderKey = Pick<Order, 'customerId' | 'orderId'>;

/** The most bytes of a partition key and of a sort key (DynamoDB's constraints). */
const mostBytes = { customerId: 2048, orderId: 1024 } as const;

/** Whether the read model can have an order of this key: in the Orders table both may be longer. */
export function isProjectable({ customerId, orderId }: OrderKey): boolean {
  return (
    Buffer.byteLength(customerId) <= mostBytes.customerId &&
    Buffer.byteLength(orderId) <= mostBytes.orderId
  );
}

/** @throws {PermanentError} when the order is not projectable: no retry would make its key shorter. */
export function projectOrder(order: Order, fence: string): ProjectionItem {
  if (!isProjectable(order)) {
    throw new PermanentError(
      `The order's key is too long for the read model, which takes ${mostBytes.customerId} bytes of customerId and ${mostBytes.orderId} of orderId`,
    );
  }
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

export function removeOrder(order: OrderKey, fence: string, now: number): ProjectionItem {
  const expiresAt = Math.floor(now / 1000) + tombstoneSeconds;
  return {
    customerId: { S: order.customerId },
    orderId: { S: order.orderId },
    removed: { BOOL: true },
    fence: { S: fence },
    expiresAt: { N: String(expiresAt) },
  } satisfies Record<keyof RemovedOrder, AttributeValue>;
}
