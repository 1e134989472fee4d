/** The folder that keeps the tables cannot be used. */
export class TableStoreError extends Error {
  override readonly name = 'TableStoreError';

  constructor(
    /** LOCKED: another process has it open. UNREADABLE: anything else. */
    readonly code: 'TABLE_STORE_LOCKED' | 'TABLE_STORE_UNREADABLE',
    message: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }

  /** What LevelDB's error means to the one who named the folder. */
  static from(error: unknown, path: string | undefined): TableStoreError {
    const { code, message } = deepestCause(error);
    if (code === 'LEVEL_LOCKED') {
      return new TableStoreError(
        'TABLE_STORE_LOCKED',
        `The data folder ${path} is in use by another process: stop that one, or name another folder`,
        { cause: error },
      );
    }
    return new TableStoreError(
      'TABLE_STORE_UNREADABLE',
      `The data folder ${path} cannot be opened (${message}): check that it may be written and that the disk has room, or name another folder`,
      { cause: error },
    );
  }
}

/** LevelDB says what happened in the cause of its error, or in that one's. */
function deepestCause(error: unknown): { readonly code?: unknown; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  if ('cause' in error && error.cause !== undefined) return deepestCause(error.cause);
  return {
    message: 'message' in error ? String(error.message) : String(error),
    ...('code' in error ? { code: error.code } : {}),
  };
}
