import type { Attributes } from './attribute-value.js';
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
  // Private, so that no logger prints it with the error: nobody knows what is in there.
  readonly #misfit: Attributes | undefined;

  /** @param misfit the decoded image that does not fit; see {@link RecordError.misfit}. */
  constructor(
    code: RecordErrorCode,
    field: string,
    problem: string,
    record: RecordIdentity = {},
    misfit?: Attributes,
  ) {
    super(`${nameRecord(record)}: ${field} ${problem}`);
    this.code = code;
    this.field = field;
    this.eventId = record.eventId;
    this.sequenceNumber = record.sequenceNumber;
    this.#misfit = misfit;
  }

  /** The image as it was decoded, when it was its schema that refused it (`INVALID_ITEM`). */
  get misfit(): Attributes | undefined {
    return this.#misfit;
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
