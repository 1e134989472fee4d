/** What went wrong, as a name that programs can rely on. */
export type InfraErrorCode =
  | 'BUNDLE_MISSING'
  | 'ENVIRONMENT_UNKNOWN'
  | 'SETTINGS_INVALID'
  | 'STATE_BUCKET_MISSING'
  | 'ADDRESS_TAKEN'
  | 'STREAM_ARN_INVALID'
  | 'BOOTSTRAP_INPUT_INVALID';

/** Base class of every error this package throws; the message says what, where, and the mend. */
export class InfraError extends Error {
  override readonly name = 'InfraError';

  constructor(
    readonly code: InfraErrorCode,
    message: string,
  ) {
    super(message);
  }
}
