import type { Change, Order } from '@millrace/shared';
import { toFence } from '../consumer/fence.js';
import type { ReactionContext } from '../consumer/reaction.js';
import { type OrderRemains, readOldOrder } from './old-order.js';
import {
  isProjectable,
  type ProjectionItem,
  projectOrder,
  removeOrder,
} from './projected-order.js';
import type { PutFenced } from './put-fenced.js';

export interface ProjectOptions {
  /** Writes to a table with partition key `customerId`, sort key `orderId`, time-to-live on `expiresAt`. */
  readonly put: PutFenced;
  /** Epoch milliseconds. Default: the machine's clock. */
  readonly now?: () => number;
}

/**
 * Keeps the read model "orders by customer". Each write is on the condition that what stands there
 * comes from an earlier change, so repeats, replays and late duplicates change nothing.
 */
export function createProject({ put, now = Date.now }: ProjectOptions) {
  return async (change: Change<Order>, context: ReactionContext): Promise<void> => {
    const fence = toFence(change.sequenceNumber);
    const items = toItems(change, fence, now());
    if (items.length === 0) {
      context.logger.warn(
        'the removed order named no customer, or has too long a key: unless the change that took it away was parked, an earlier version is left in the read model',
      );
      return;
    }
    const written = await Promise.all(items.map((item) => put(item, fence, context.signal)));
    if (!written.includes(true)) context.markRepeated();
  };
}

function toItems(change: Change<Order>, fence: string, now: number): readonly ProjectionItem[] {
  switch (change.kind) {
    case 'insert':
      return [projectOrder(change.newImage, fence)];
    case 'modify': {
      const { newImage } = change;
      const old = readOldOrder(change).order;
      // An order that went to another customer has another key there.
      const hasMoved = newImage.customerId !== old.customerId;
      return [projectOrder(newImage, fence), ...(hasMoved ? toTombstones(old, fence, now) : [])];
    }
    case 'remove':
    case 'expire':
      return toTombstones(readOldOrder(change).order, fence, now);
  }
}

function toTombstones(
  { orderId, customerId }: OrderRemains,
  fence: string,
  now: number,
): readonly ProjectionItem[] {
  if (customerId === undefined || !isProjectable({ orderId, customerId })) return [];
  return [removeOrder({ orderId, customerId }, fence, now)];
}
