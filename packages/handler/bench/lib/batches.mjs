import { streamEvent } from '@millrace/handler';

/** An order of which a modification is a record of about 2 KB of JSON. */
export function makeOrder(item, version) {
  return {
    orderId: `order-${item}`,
    customerId: `customer-${item % 7}`,
    status: 'PAID',
    items: Array.from({ length: 6 }, (_, line) => ({
      sku: `sku-of-a-plausible-length-${line}`,
      quantity: 1 + line,
      unitPrice: 1250,
    })),
    total: 45_000,
    currency: 'EUR',
    createdAt: '2026-11-24T18:00:00.000Z',
    updatedAt: '2026-11-24T18:00:00.000Z',
    version,
  };
}

/** A batch of modifications over so many items, as Lambda would deliver it. */
export function makeBatch(records, items) {
  const event = streamEvent();
  for (let i = 0; i < records; i++) {
    event.modify(makeOrder(i % items, i + 1), makeOrder(i % items, i + 2));
  }
  return JSON.parse(JSON.stringify(event.build()));
}

/** A context that never comes near its end. */
export const context = { functionName: 'bench', getRemainingTimeInMillis: () => 900_000 };
