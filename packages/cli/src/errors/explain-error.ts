import { isNativeError } from 'node:util/types';
import { explainAwsError } from './aws-error.js';
import type { Explanation } from './explanation.js';
import { explainFileError } from './file-error.js';
import { explainNetworkError } from './network-error.js';

/** What an error means to a user; undefined for a defect of Millrace. */
export function explainError(error: unknown): Explanation | undefined {
  if (!isNativeError(error)) return undefined;
  return (
    explainCause(error) ??
    explainNetworkError(error) ??
    explainFileError(error) ??
    explainAwsError(error) ??
    explainOwn(error)
  );
}

/** The refusal of a stream says what was asked of which; what it comes to is said by its cause. */
function explainCause(error: Error): Explanation | undefined {
  if (codeOf(error) !== 'STREAM_REFUSED' || error.cause === undefined) return undefined;
  if ('reason' in error && error.reason === 'not-found') {
    return {
      code: 'STREAM_NOT_FOUND',
      message: error.message,
      mend: "Give the table's name in place of the ARN to use the stream that it has now.",
    };
  }
  return explainError(error.cause);
}

/** An error that carries a stable code is one of ours: its message says it all. Node's own are a defect. */
function explainOwn(error: Error): Explanation | undefined {
  const code = codeOf(error);
  if (code === undefined || code.startsWith('ERR_')) return undefined;
  return { code, message: error.message };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
