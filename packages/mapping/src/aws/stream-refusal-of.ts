import { type StreamRefusal, StreamSourceError } from '../errors.js';

const reasons: Readonly<Record<string, StreamRefusal>> = {
  ExpiredIteratorException: 'expired-iterator',
  TrimmedDataAccessException: 'trimmed',
  LimitExceededException: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ThrottlingException: 'throttled',
  ResourceNotFoundException: 'not-found',
  ValidationException: 'invalid-position',
};

/** What an SDK error asks of the reader. What is not known is taken for an outage, and tried again. */
export function streamRefusalOf(error: unknown, streamArn: string): StreamSourceError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const reason = reasons[name] ?? 'unavailable';
  return new StreamSourceError(reason, `${streamArn} refused a read: ${name}: ${message}`, {
    cause: error,
  });
}
