import type { ParkedRecord } from './parked-record.js';

/** Stands in the queue for a parked record that was too large for it. */
export interface ParkedPointer extends Omit<ParkedRecord, 'record'> {
  /** The S3 object that holds the whole `ParkedRecord` as JSON. */
  readonly stored: { readonly bucket: string; readonly key: string };
}

/** The body of a message in the parking queue. */
export type ParkedMessage = ParkedRecord | ParkedPointer;

/** Tells a message whose record is in S3 from one that carries it. */
export function isParkedPointer(message: ParkedMessage): message is ParkedPointer {
  return 'stored' in message;
}

/**
 * Reads the body of a parking queue's message.
 *
 * @throws {SyntaxError} when it is not JSON, {TypeError} when it is not a parked record.
 */
export function parseParkedMessage(body: string): ParkedMessage {
  const message: unknown = JSON.parse(body);
  if (!isParkedMessage(message)) {
    throw new TypeError(
      'Not a parked record: it has neither version "1" with a record nor a pointer',
    );
  }
  return message;
}

function isParkedMessage(value: unknown): value is ParkedMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === '1' &&
    ('record' in value || 'stored' in value)
  );
}
