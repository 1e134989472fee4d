import type { StreamRecord } from './stream-record.js';

/** Why a record could not be read. Stable: code may switch on it. */
export type RecordErrorCode =
  /** The record lacks something that every stream record has, or says something no stream says. */
  | 'MALFORMED_RECORD'
  /** An attribute value is not DynamoDB JSON. */
  | 'MALFORMED_ATTRIBUTE'
  /** An image decodes, but is not the item that its schema describes. */
  | 'INVALID_ITEM'
  /** A sequence number is not a decimal integer. */
  | 'INVALID_SEQUENCE_NUMBER';

/** What names a record in an error, a log line or a parked message. */
export interface RecordIdentity {
  readonly eventId?: string | undefined;
  readonly sequenceNumber?: string | undefined;
}

/**
 * A stream record is not what it says it is. The message names the record and the field, and says
 * what was expected there. Trying again cannot help, so a consumer treats it as permanent.
 */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly code: RecordErrorCode;
  /** Where in the record, as a path: `dynamodb.NewImage.items[0].quantity`. */
  readonly field: string;
  readonly eventId: string | undefined;
  readonly sequenceNumber: string | undefined;

  constructor(code: RecordErrorCode, field: string, problem: string, record: RecordIdentity = {}) {
    super(`${nameRecord(record)}: ${field} ${problem}`);
    this.code = code;
    this.field = field;
    this.eventId = record.eventId;
    this.sequenceNumber = record.sequenceNumber;
  }
}

function nameRecord({ eventId, sequenceNumber }: RecordIdentity): string {
  if (eventId === undefined && sequenceNumber === undefined) return 'Record without identity';
  return `Record ${eventId ?? '(no eventID)'}, sequence number ${sequenceNumber ?? '(none)'}`;
}

/** Takes from a record, however broken it is, what can name it. */
export function identifyRecord(record: StreamRecord): RecordIdentity {
  return { eventId: record.eventID, sequenceNumber: record.dynamodb?.SequenceNumber };
}
