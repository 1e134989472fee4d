import * as v from 'valibot';

/** A count or an amount: never a fraction, never more than a double keeps exactly. */
const wholeNumber = (least: number) =>
  v.pipe(
    v.number(),
    v.check(
      (value) => Number.isSafeInteger(value) && value >= least,
      `must be a whole number of at least ${least}`,
    ),
  );
const amount = wholeNumber(0);
const count = wholeNumber(1);
const identifier = v.pipe(v.string(), v.minLength(1));
const timestamp = v.pipe(
  v.string(),
  v.regex(v.ISO_TIMESTAMP_REGEX, 'must be an ISO 8601 timestamp'),
);

/** The life of an order: PLACED, PAID, SHIPPED, DELIVERED, and CANCELLED on the way. */
export const orderStatuses = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'] as const;

export const orderItemSchema = v.object({
  sku: identifier,
  quantity: count,
  /** Minor units of the order's currency: cents, pence, yen. */
  unitPrice: amount,
});

/** An order as it stands in the Orders table, whose primary key is `orderId`. */
export const orderSchema = v.object({
  orderId: identifier,
  customerId: identifier,
  status: v.picklist(orderStatuses),
  items: v.pipe(v.array(orderItemSchema), v.minLength(1)),
  /** Minor units of `currency`. */
  total: amount,
  /** ISO 4217. */
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')),
  createdAt: timestamp,
  updatedAt: timestamp,
  /** Starts at 1 and grows by one with each write. */
  version: count,
  /** Epoch seconds at which DynamoDB's time-to-live may remove the order. */
  expiresAt: v.optional(amount),
});

export type Order = v.InferOutput<typeof orderSchema>;
export type OrderItem = v.InferOutput<typeof orderItemSchema>;
export type OrderStatus = Order['status'];
