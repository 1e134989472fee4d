import type { Expire, Insert, Modify, Remove } from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Logger } from '../observe/logger.js';
import type { MetricsSink } from '../observe/metrics-sink.js';
import type { Park } from '../parking/parked-record.js';
import type { Around } from './around.js';
import type { Reaction } from './reaction.js';

/** What a consumer is made of. `Item` is what the schema gives. */
export interface ConsumerOptions<Schema extends StandardSchemaV1, Item = InferItem<Schema>> {
  /** Any Standard Schema (zod, valibot, arktype). It sees the decoded images of the item. */
  readonly schema: Schema;
  readonly onInsert?: Reaction<Insert<Item>>;
  readonly onModify?: Reaction<Modify<Item>>;
  /** Removed by somebody. */
  readonly onRemove?: Reaction<Remove<Item>>;
  /** Removed by time-to-live. */
  readonly onExpire?: Reaction<Expire<Item>>;
  /**
   * How many changes are handled side by side. Changes of one item never are. Default: 100, so that
   * a batch of Lambda's default size has no item waiting for another.
   */
  readonly concurrency?: number;
  /**
   * Milliseconds before the function's timeout at which no further change is started and the signal
   * is aborted. What has not finished half a margin later is given back. Default: 1,000, and at most
   * a fifth of what the invocation starts with.
   */
  readonly deadlineMargin?: number;
  /**
   * Sets aside a record that can never succeed; see `createQueueParking`. Without it such a record
   * is retried like any other, until the mapping's retries or its record age end it.
   */
  readonly park?: Park;
  /**
   * `eager` (the default): a reaction is called only with a new image that fits the schema; an old
   * one that does not fit throws when it is read, so that mending or deleting such an item need not
   * fail (see `readOldImage`). Where the schema is known to be synchronous (valibot, arktype), an old
   * image that nobody reads is not even decoded. `lazy`: the same holds for both images, for reactions
   * that seldom read any; the schema must then be synchronous.
   */
  readonly validation?: 'eager' | 'lazy';
  /**
   * The name under which this consumer marks its own writes to the table that it listens to; see
   * `ReactionContext.origin`. Default: the function's name.
   */
  readonly origin?: string;
  /**
   * Paths of attributes whose values appear in no error message and among no log line's keys:
   * `customer.email`, `lines.price` for a member of every list entry. What reactions log themselves is
   * theirs; parked records are whole.
   */
  readonly redact?: readonly string[];
  /** Wraps batches and changes, for tracing. */
  readonly around?: Around;
  /** Default: the logger of Powertools for AWS Lambda. */
  readonly logger?: Logger;
  /** Default: CloudWatch embedded metrics by Powertools for AWS Lambda. */
  readonly metrics?: MetricsSink;
  /** Epoch milliseconds. Default: the machine's clock. */
  readonly now?: () => number;
}

/** What reactions get to see: the schema's output, after its defaults and transformations. */
export type InferItem<Schema extends StandardSchemaV1> = StandardSchemaV1.InferOutput<Schema>;
