import type { Item, KeySchema } from '../attribute-value.js';
import type { ItemImage } from './item-image.js';

/** The operations that dynalite has. */
export const ENGINE_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

/** The name of an operation that dynalite has. */
export type EngineOperation = (typeof ENGINE_OPERATIONS)[number];

/** A request's or an answer's members, in DynamoDB's JSON. */
export type Members = Record<string, unknown>;

/** One table as dynalite keeps and describes it. */
export interface TableDescription extends Members {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly KeySchema: KeySchema;
}

/** What an action wants written to one item. No new image is a removal. */
export interface ItemWrite {
  readonly table: TableDescription;
  /** The item's key in the store. Begins with six hex digits of its partition key's hash. */
  readonly storeKey: string;
  readonly oldImage: ItemImage | undefined;
  readonly newImage: ItemImage | undefined;
}

/** Where an action's writes go. A rejected promise fails the action. */
export interface WriteSink {
  item(write: ItemWrite): Promise<void>;
  /** A table's description, as CreateTable, UpdateTable and DeleteTable write it first. */
  table(description: TableDescription): Promise<void>;
  /** Sees each item that the action reads to decide by. */
  read?(item: Item | undefined): void;
}
