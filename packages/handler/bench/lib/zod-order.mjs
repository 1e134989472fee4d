import { requirePeers } from './peers.mjs';

const { z } = requirePeers()('zod');

const name = z.string().min(1);
const count = z.int().min(0);

/** The order's schema as its peer's users would write it. */
export const zodOrder = z.object({
  orderId: name,
  customerId: name,
  status: z.enum(['PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED']),
  items: z.array(z.object({ sku: name, quantity: z.int().min(1), unitPrice: count })).min(1),
  total: count,
  currency: z.string().regex(/^[A-Z]{3}$/),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int().min(1),
  expiresAt: count.optional(),
});
