import { type Change, type Insert, type Order, readOldImage } from '@millrace/shared';

/** What is known of an order as it was before a change. */
export type OldOrder =
  | { readonly fits: true; readonly order: Order }
  | { readonly fits: false; readonly order: OrderRemains };

/** What can be relied on of an order that does not fit its schema. */
export interface OrderRemains {
  readonly orderId: string;
  /** Undefined when it names none. */
  readonly customerId: string | undefined;
}

/**
 * Reads the order as it was. One that does not fit was set aside when it was written, before any
 * reaction: nothing but an earlier version of it has had effects.
 */
export function readOldOrder(change: Exclude<Change<Order>, Insert<Order>>): OldOrder {
  const old = readOldImage(change);
  if (old.fits) return { fits: true, order: old.item };
  const { orderId } = change.keys;
  // Not an item of the Orders table at all.
  if (typeof orderId !== 'string') throw old.error;
  const { customerId } = old.attributes;
  const isNamed = typeof customerId === 'string' && customerId !== '';
  return { fits: false, order: { orderId, customerId: isNamed ? customerId : undefined } };
}
