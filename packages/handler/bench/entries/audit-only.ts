import { orderSchema } from '@millrace/shared';
import { createConsumer } from '../../src/consumer/create-consumer.js';
import { createAudit } from '../../src/reactions/audit.js';

const audit = createAudit();

/** The smallest consumer of the Orders table: it only audits. Measured for its size and its start. */
export const handler = createConsumer({
  schema: orderSchema,
  onInsert: audit,
  onModify: audit,
  onRemove: audit,
  onExpire: audit,
});
