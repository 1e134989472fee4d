/**
 * The changes of the Orders table that the consumer is paid for: every new order, every removal,
 * and each step an order takes. Edits of an order that is still PLACED (its quantities, say)
 * concern nobody yet, and are filtered out before they cost an invocation.
 */
export const orderFilters: readonly string[] = [
  JSON.stringify({ eventName: ['INSERT', 'REMOVE'] }),
  JSON.stringify({
    eventName: ['MODIFY'],
    dynamodb: { NewImage: { status: { S: ['PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'] } } },
  }),
];
