/** Why this package refused. Stable: code may switch on it. */
export type HandlerErrorCode =
  /** A reaction says that trying again cannot help. */
  | 'PERMANENT'
  /** `createConsumer` was given options that make no consumer. */
  | 'INVALID_OPTIONS'
  /** The function was invoked with something else than a batch of stream records. */
  | 'NOT_A_STREAM_EVENT'
  /** A hook of `around` ended without calling `next`, so nothing was done. */
  | 'HOOK_WITHOUT_NEXT'
  /** The reason of a reaction's aborted signal: the function's timeout is near. */
  | 'DEADLINE_REACHED'
  /** A record that can never succeed could not be set aside. */
  | 'PARKING_FAILED'
  /** EventBridge did not take an event, however often it was asked. */
  | 'NOTIFICATION_FAILED'
  /** A test helper was given what no stream would carry. */
  | 'INVALID_TEST_EVENT'
  /** A handler ran longer than its function's timeout. */
  | 'TIMED_OUT';

/** The base of every error that this package throws. */
export class HandlerError extends Error {
  override readonly name: string = 'HandlerError';
  readonly code: HandlerErrorCode;

  constructor(code: HandlerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Throw it from a reaction when trying this change again cannot help. The record is parked whole,
 * and the batch goes on. Every other error is taken for one that may pass.
 *
 * @example
 * if (order.total > ledgerMaximum) throw new PermanentError('Ledger refuses amounts over 10^12');
 */
export class PermanentError extends HandlerError {
  override readonly name = 'PermanentError';

  constructor(message: string, options?: ErrorOptions) {
    super('PERMANENT', message, options);
  }
}
