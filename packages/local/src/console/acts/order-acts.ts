import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { RefusalError } from '../refusal-error.js';

/** What was done to an order. */
export interface OrderDone {
  readonly message: string;
  /** Whether it left a change to follow. */
  readonly changed: boolean;
}

/** Writes orders as any application would: by DynamoDB's own API. */
export class OrderActs {
  readonly #dynamodb: DynamoDBClient;
  readonly #tableName: string;

  constructor(dynamodb: DynamoDBClient, tableName: string) {
    this.#dynamodb = dynamodb;
    this.#tableName = tableName;
  }

  async write(orderId: string, customerId: string, at: string): Promise<OrderDone> {
    const unitPrice = { N: '1900' };
    const item = { sku: { S: 'millstone' }, quantity: { N: '1' }, unitPrice };
    await this.#dynamodb.send(
      new PutItemCommand({
        TableName: this.#tableName,
        Item: {
          orderId: { S: orderId },
          customerId: { S: customerId },
          status: { S: 'PLACED' },
          items: { L: [{ M: item }] },
          total: unitPrice,
          currency: { S: 'EUR' },
          createdAt: { S: at },
          updatedAt: { S: at },
          version: { N: '1' },
        },
      }),
    );
    return { message: `${orderId} is written.`, changed: true };
  }

  async change(orderId: string, status: string, at: string): Promise<OrderDone> {
    const command = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: { orderId: { S: orderId } },
      UpdateExpression: 'SET #status = :status, updatedAt = :now ADD version :one',
      ConditionExpression: 'attribute_exists(orderId)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': { S: status },
        ':now': { S: at },
        ':one': { N: '1' },
      },
    });
    try {
      await this.#dynamodb.send(command);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new RefusalError(
        409,
        'NO_SUCH_ORDER',
        `There is no order ${orderId}. Write it first, or name one that is there.`,
      );
    }
    return { message: `${orderId} is ${status} now.`, changed: true };
  }

  async remove(orderId: string): Promise<OrderDone> {
    const { Attributes } = await this.#dynamodb.send(
      new DeleteItemCommand({
        TableName: this.#tableName,
        Key: { orderId: { S: orderId } },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return Attributes === undefined
      ? { message: `There was no order ${orderId}: the delete leaves no record.`, changed: false }
      : { message: `${orderId} is deleted.`, changed: true };
  }
}
