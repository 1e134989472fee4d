import type { PermanentFailure } from '../consumer/is-permanent.js';
import type { ParkedError } from './parked-record.js';

/** Takes from an error what is worth keeping as data. */
export function describeError(error: PermanentFailure): ParkedError {
  const { name, message, code, stack } = error;
  return {
    name,
    message,
    code,
    ...('field' in error ? { field: error.field } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}
