import * as v from 'valibot';

// One check a field: a pipe of a type and its rules takes longer, and more of the bundle.

/** A count or an amount: never a fraction, never more than a double keeps exactly. */
const wholeNumber = (least: number) =>
  v.custom<number>(
    (value) => Number.isSafeInteger(value) && Number(value) >= least,
    `must be a whole number of at least ${least}`,
  );
const amount = wholeNumber(0);
const count = wholeNumber(1);

const text = (isRight: (value: string) => boolean, message: string) =>
  v.custom<string>((value) => typeof value === 'string' && isRight(value), message);
const identifier = text((value) => value !== '', 'must be text, and not empty');
const timestamp = text(
  (value) => v.ISO_TIMESTAMP_REGEX.test(value),
  'must be an ISO 8601 timestamp',
);
const currency = text((value) => /^[A-Z]{3}$/.test(value), 'must be an ISO 4217 code');

/** The life of an order: PLACED, PAID, SHIPPED, DELIVERED, and CANCELLED on the way. */
export const orderStatuses = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'] as const;

const status = v.custom<(typeof orderStatuses)[number]>(
  (value) => orderStatuses.some((known) => known === value),
  `must be one of ${orderStatuses.join(', ')}`,
);

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
  status,
  items: v.pipe(v.array(orderItemSchema), v.minLength(1)),
  /** Minor units of `currency`. */
  total: amount,
  /** ISO 4217. */
  currency,
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
