import { isSequenceNumber, type StreamRecord } from '@millrace/shared';
import { toFence } from '../consumer/fence.js';
import type { ProjectOptions } from './project.js';
import { isProjectable, removeOrder } from './projected-order.js';

/**
 * Takes an order out of the read model where a change that is set aside takes it from its customer.
 * That change is never projected, and the next one no longer knows that customer: without this the
 * order would stand there for good. Where the change can be projected after all, or has been, the fence
 * shows this to be a repeat.
 *
 * It looks at the record as it stands, since a record that is set aside may be one that does not decode.
 */
export function createLeaveCustomer({ put, now = Date.now }: ProjectOptions) {
  return async ({ dynamodb }: StreamRecord, signal: AbortSignal): Promise<void> => {
    const {
      Keys: keys,
      OldImage: before,
      NewImage: after,
      SequenceNumber: number,
    } = dynamodb ?? {};
    const orderId = keys?.['orderId']?.S;
    const customerId = before?.['customerId']?.S;
    if (!isName(orderId) || !isName(customerId) || !isSequenceNumber(number)) return;
    if (after?.['customerId']?.S === customerId || !isProjectable({ orderId, customerId })) return;
    const fence = toFence(number);
    await put(removeOrder({ orderId, customerId }, fence, now()), fence, signal);
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
