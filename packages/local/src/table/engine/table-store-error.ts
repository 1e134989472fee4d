/**
 * What is wrong with the folder. LOCKED: another process has it open. UNREADABLE: it cannot be opened.
 * DAMAGED: something that was kept is missing or makes no sense. FORMAT: another Millrace wrote it.
 * UNWRITABLE: a write failed, and none is taken from then on.
 */
export type TableStoreErrorCode =
  | 'TABLE_STORE_LOCKED'
  | 'TABLE_STORE_UNREADABLE'
  | 'TABLE_STORE_DAMAGED'
  | 'TABLE_STORE_FORMAT'
  | 'TABLE_STORE_UNWRITABLE';

/** The folder that keeps the tables cannot be used. */
export class TableStoreError extends Error {
  override readonly name = 'TableStoreError';

  constructor(
    readonly code: TableStoreErrorCode,
    message: string,
    options: ErrorOptions = {},
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
    if (code === 'LEVEL_CORRUPTION') return TableStoreError.damaged(path, message, error);
    return new TableStoreError(
      'TABLE_STORE_UNREADABLE',
      `The data folder ${path} cannot be opened (${message}): check that it may be written and that the disk has room, or name another folder`,
      { cause: error },
    );
  }

  /** What was kept there is not all there any more. */
  static damaged(path: string | undefined, what: string, cause?: unknown): TableStoreError {
    return new TableStoreError(
      'TABLE_STORE_DAMAGED',
      `The data folder ${path} is damaged (${what}): bring it back from a copy, or remove it to begin anew`,
      { cause },
    );
  }

  /** A write failed that LevelDB may have stored in part. */
  static unwritable(path: string | undefined, error: unknown): TableStoreError {
    return new TableStoreError(
      'TABLE_STORE_UNWRITABLE',
      `The data folder ${path} could not be written (${deepestCause(error).message}): make room on the disk and start again; everything that was acknowledged is kept, and until then only reads are answered`,
      { cause: error },
    );
  }
}

/** LevelDB says what happened in the cause of its error, or in that one's. */
export function deepestCause(error: unknown): {
  readonly code?: unknown;
  readonly message: string;
} {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  if ('cause' in error && error.cause !== undefined) return deepestCause(error.cause);
  return {
    message: 'message' in error ? String(error.message) : String(error),
    ...('code' in error ? { code: error.code } : {}),
  };
}
