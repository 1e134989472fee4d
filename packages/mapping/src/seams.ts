import type { RecordSpan } from './record-span.js';
import type { StreamRecord } from './stream-record.js';

/** A shard as DescribeStream lists it. */
export interface ShardDescription {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly startingSequenceNumber: string;
  /** Present once the shard is closed: nothing is written to it any more. */
  readonly endingSequenceNumber?: string;
}

export interface ShardPage {
  readonly shards: readonly ShardDescription[];
  /** Ask again after this shard for the rest. Absent on the last page. */
  readonly lastEvaluatedShardId?: string;
}

/** Where in a shard reading begins. */
export type IteratorPosition =
  | { readonly type: 'TRIM_HORIZON' }
  | { readonly type: 'LATEST' }
  | { readonly type: 'AT_SEQUENCE_NUMBER'; readonly sequenceNumber: string }
  | { readonly type: 'AFTER_SEQUENCE_NUMBER'; readonly sequenceNumber: string };

export interface RecordPage {
  readonly records: readonly StreamRecord[];
  /** Absent when the shard is closed and read to its end. */
  readonly nextIterator?: string;
}

/**
 * The stream that a mapping reads: DescribeStream, GetShardIterator and GetRecords.
 *
 * Every method rejects with a `StreamSourceError`, whose `reason` says what the reader has to do.
 */
export interface StreamSource {
  /** Names this life of the stream: a table whose stream is turned off and on again has a new one. */
  readonly streamArn: string;
  listShards(exclusiveStartShardId: string | undefined, signal: AbortSignal): Promise<ShardPage>;
  openIterator(shardId: string, position: IteratorPosition, signal: AbortSignal): Promise<string>;
  /** Reads at most `limit` records (1 to 1000). */
  readRecords(iterator: string, limit: number, signal: AbortSignal): Promise<RecordPage>;
}

/**
 * Tells the mapping that a shard has new records, so that it reads at once instead of at its next
 * poll. Only a help: a lost hint delays a record by one poll, never more. AWS has no such thing; an
 * embedded table has.
 */
export interface WakeUps {
  /** Calls `listener` with the shard that grew, or with nothing when any may have. Returns the way to unsubscribe. */
  subscribe(listener: (shardId?: string) => void): () => void;
}

interface InvokeAnswer {
  readonly requestId: string;
  readonly statusCode: number;
}

/** What came of one synchronous invocation. */
export type InvokeResult =
  /** The function returned. `payload` is its answer as JSON text, empty when it returned nothing. */
  | (InvokeAnswer & {
      readonly kind: 'success';
      readonly payload: string;
      readonly executedVersion: string;
    })
  /** The function ran, or tried to, and failed: it threw, timed out, ran out of memory, could not load. */
  | (InvokeAnswer & {
      readonly kind: 'function-error';
      readonly functionError: string;
      readonly payload: string;
      readonly executedVersion: string;
    })
  /** Refused before the function ran: too many at once. */
  | (InvokeAnswer & { readonly kind: 'throttled'; readonly message: string })
  /** No answer, or one from the service instead of the function. */
  | (InvokeAnswer & { readonly kind: 'service-error'; readonly message: string });

/** Sends one batch to the function and waits for its answer. Never rejects: a failure is a result. */
export interface Invoker {
  invoke(
    payload: string,
    options: { readonly signal: AbortSignal; readonly clientContext?: string },
  ): Promise<InvokeResult>;
}

/** Why a batch was given up. */
export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** The document that stands for a discarded batch, its keys in the recorded order. */
export interface FailureDocument {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: DiscardCondition;
    readonly approximateInvokeCount: number;
  };
  /** Absent when the batch was given up for its age. */
  readonly responseContext?: {
    readonly statusCode: number;
    readonly executedVersion: string;
    /** Null when the function returned and its own report failed the batch. */
    readonly functionError: string | null;
  };
  readonly version: '1.0';
  /** UTC with milliseconds. */
  readonly timestamp: string;
  readonly DDBStreamBatchInfo: {
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    /** UTC without milliseconds, as is the next. */
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
    readonly batchSize: number;
    readonly streamArn: string;
  };
}

export interface FailureRecord {
  readonly mappingUuid: string;
  readonly document: FailureDocument;
  /** The event that the function was, or would have been, called with. Only S3 keeps it. */
  readonly payload: string;
}

/** Accepts the failure record of a discarded batch. Rejects when it could not be stored. */
export interface FailureDestination {
  /** The queue, topic or bucket. */
  readonly arn: string;
  send(failure: FailureRecord, signal: AbortSignal): Promise<void>;
}

/** How far one shard has been worked off. */
export interface ShardCheckpoint {
  readonly shardId: string;
  readonly position: ShardPosition;
  /** The open tumbling window and the function's state in it. */
  readonly window?: {
    readonly startSeconds: number;
    readonly state: unknown;
    /** The records whose result the state holds. Absent until one is done. */
    readonly records?: RecordSpan;
  };
}

export type ShardPosition =
  /** Nothing is done yet. */
  | { readonly kind: 'beginning' }
  /** Reading began at LATEST: what was created at or after this time (milliseconds since 1970) is to do. */
  | { readonly kind: 'since'; readonly time: number }
  /** Everything up to and with this record is done. */
  | { readonly kind: 'after'; readonly sequenceNumber: string }
  /** The shard was closed and everything in it is done. */
  | { readonly kind: 'finished' };

export interface StreamCheckpoint {
  readonly streamArn: string;
  readonly shards: readonly ShardCheckpoint[];
}

/** Remembers where each shard stands. One store belongs to one mapping. */
export interface CheckpointStore {
  /** Undefined when this mapping has never run. */
  load(): Promise<StreamCheckpoint | undefined>;
  /** Resolves when these shards' checkpoints would outlive a crash. */
  save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void>;
  /** Drops shards that the stream no longer lists. */
  forget(shardIds: readonly string[]): Promise<void>;
}

/** Time. Nothing in the mapping asks the machine for it. */
export interface Clock {
  /** Wall time, milliseconds since 1970. May step in either direction. */
  now(): number;
  /** Milliseconds since some fixed moment. Never steps. */
  monotonic(): number;
  /** Calls `wake` once, after `milliseconds`. Returns the way to call it off. */
  after(milliseconds: number, wake: () => void): () => void;
}

/** Randomness. A seeded one makes a run repeatable. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A lower-case version 4 UUID. */
  uuid(): string;
}
