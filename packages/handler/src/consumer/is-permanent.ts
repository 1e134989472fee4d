import { RecordError } from '@millrace/shared';
import { PermanentError } from './errors.js';

/** What will be the same at every delivery. */
export type PermanentFailure = PermanentError | RecordError;

/**
 * Tells a failure that will be the same at every delivery from one that may pass. Only what is known
 * to be permanent is: a reaction that says so, and a record that cannot be read. A wrong guess here
 * would set aside a change that only needed a second try.
 */
export function isPermanent(error: unknown): error is PermanentFailure {
  return error instanceof PermanentError || error instanceof RecordError;
}
