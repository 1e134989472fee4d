/** What every error of this package is; `code` is stable, the message says what, where and the mend. */
export class MappingError extends Error {
  override readonly name: string = 'MappingError';

  constructor(
    readonly code: MappingErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type MappingErrorCode =
  | 'CHECKPOINT_OF_ANOTHER_STREAM'
  | 'CHECKPOINT_UNREADABLE'
  | 'CHECKPOINT_REFUSED'
  | 'ALREADY_RUNNING'
  | 'INVALID_SETTINGS'
  | 'UNSUPPORTED_DESTINATION'
  | 'STREAM_REFUSED';

/** What a refusal of the stream asks of its reader. */
export type StreamRefusal =
  /** Open a new iterator where the last one stood. */
  | 'expired-iterator'
  /** The place is older than the stream keeps: go on at the trim horizon and report the gap. */
  | 'trimmed'
  /** Ask again, later. */
  | 'throttled'
  | 'unavailable'
  /** The shard, or the whole stream, is not there. */
  | 'not-found'
  /** The place asked for is not one of this shard. */
  | 'invalid-position';

/** A StreamSource could not answer. */
export class StreamSourceError extends MappingError {
  override readonly name = 'StreamSourceError';

  constructor(
    readonly reason: StreamRefusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super('STREAM_REFUSED', message, options);
  }
}
