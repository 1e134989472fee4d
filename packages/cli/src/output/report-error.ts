import { networkErrorMessage } from './network-error.js';
import type { Screen } from './screen.js';

/** An error that carries a stable code is one of ours or of the system: its message stands alone. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** AWS SDK errors have no code, but a name and the answer's metadata. */
function isServiceError(error: unknown): error is Error {
  return error instanceof Error && '$metadata' in error;
}

/**
 * Prints an error as a user should see it. A user's error has no stack trace; anything else is a defect
 * of Millrace and says so, with its stack when `MILLRACE_DEBUG` is set.
 */
export function reportError(screen: Screen, error: unknown): void {
  const { red, dim } = screen.colours;
  const message =
    networkErrorMessage(error) ?? (error instanceof Error ? error.message : String(error));
  const code = codeOf(error);
  if (code !== undefined) {
    screen.err(`${red('error')} ${message} ${dim(`[${code}]`)}`);
  } else if (isServiceError(error)) {
    screen.err(`${red('error')} ${error.name}: ${message}`);
  } else {
    screen.err(`${red('error')} ${message}`);
    screen.err('This is a defect of Millrace. Set MILLRACE_DEBUG=1 to see where it happened.');
  }
  if (process.env['MILLRACE_DEBUG'] !== undefined && error instanceof Error) {
    screen.err(dim(error.stack ?? ''));
  }
}
