import { lazy } from '@millrace/shared';
import type { ProjectionItem } from './projected-order.js';

/** Writes an item unless a later change has already been there. True: it was written. */
export type PutFenced = (
  item: ProjectionItem,
  fence: string,
  signal: AbortSignal,
) => Promise<boolean>;

/** Makes what writes to the read model's table. The client is made at the first write. */
export function createPutFenced(tableName: string): PutFenced {
  const connected = lazy(() => connect(tableName));
  return async (item, fence, signal) => {
    const put = await connected();
    return put(item, fence, signal);
  };
}

async function connect(tableName: string): Promise<PutFenced> {
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
