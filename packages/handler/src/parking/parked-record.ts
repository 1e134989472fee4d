import type { StreamRecord } from '@millrace/shared';

/** Everything that is needed to see why a record can never succeed, and to run it again. */
export interface ParkedRecord {
  readonly version: '1';
  /** As it was delivered. The stream forgets it after 24 hours; this does not. */
  readonly record: StreamRecord;
  readonly error: ParkedError;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  readonly where: ParkedWhere;
}

export interface ParkedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** The path of the field that does not fit, when it is known. */
  readonly field?: string;
  readonly stack?: string;
}

export interface ParkedWhere {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly requestId: string;
  readonly logStreamName: string;
  /** 1 for the first try, as `ReactionContext.attempt` counts. */
  readonly attempt: number;
}

/** Sets a record aside. When it rejects, the record counts as retryable: nothing is dropped. */
export type Park = (parked: ParkedRecord, signal: AbortSignal) => Promise<void>;
