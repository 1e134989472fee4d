import { type Change, lazy, type Order } from '@millrace/shared';
import { toFence } from '../consumer/fence.js';
import type { ReactionContext } from '../consumer/reaction.js';
import { type OrderRemains, readOldOrder } from './old-order.js';
import { type ProjectionItem, projectOrder, removeOrder } from './projected-order.js';

export interface ProjectOptions {
  /** Partition key `customerId`, sort key `orderId`, time-to-live on `expiresAt`. */
  readonly tableName: string;
  /** Epoch milliseconds. Default: the machine's clock. */
  readonly now?: () => number;
}

/** Writes an item unless a later change has already been there. True: it was written. */
type PutFenced = (item: ProjectionItem, fence: string, signal: AbortSignal) => Promise<boolean>;

/**
 * Keeps the read model "orders by customer". Each write is on the condition that what stands there
 * comes from an earlier change, so repeats, replays and late duplicates change nothing. The client is
 * made at the first write.
 */
export function createProject({ tableName, now = Date.now }: ProjectOptions) {
  const putFenced = lazy(() => createPutFenced(tableName));
  return async (change: Change<Order>, context: ReactionContext): Promise<void> => {
    const fence = toFence(change.sequenceNumber);
    const items = toItems(change, fence, now());
    if (items.length === 0) {
      context.logger.warn(
        'the removed order named no customer: an earlier version of it may be left in the read model',
      );
      return;
    }
    const put = await putFenced();
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
  return customerId === undefined ? [] : [removeOrder({ orderId, customerId }, fence, now)];
}

async function createPutFenced(tableName: string): Promise<PutFenced> {
  const { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } = await import(
    '../clients/dynamodb.js'
  );
  const client = new DynamoDBClient();
  return async (item, fence, abortSignal) => {
    const command = new PutItemCommand({
      TableName: tableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(fence) OR fence < :fence',
      ExpressionAttributeValues: { ':fence': { S: fence } },
    });
    try {
      await client.send(command, { abortSignal });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
}
