import type { ParkedError } from './parked-record.js';

/** Takes from an error what is worth keeping as data. */
export function describeError(error: unknown): ParkedError {
  if (!(error instanceof Error)) return { name: 'Unknown', message: String(error) };
  const { name, message, stack } = error;
  return {
    name,
    message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('field' in error && typeof error.field === 'string' ? { field: error.field } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}
