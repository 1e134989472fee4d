import type { Attributes, Keys, KeyValue } from './attribute-value.js';
import type { Change, ChangeKind } from './change-record.js';
import { decodeAttributes } from './decode-attribute.js';
import { identifyRecord, RecordError } from './errors.js';
import { kindOf } from './kind-of.js';
import { LosslessDecimal } from './lossless-decimal.js';
import { type ImageField, makeChange } from './make-change.js';
import { isSequenceNumber } from './sequence-number.js';
import type { StreamRecord } from './stream-record.js';

type ImageName = 'NewImage' | 'OldImage';

const imageNames = {
  'dynamodb.NewImage': 'NewImage',
  'dynamodb.OldImage': 'OldImage',
} as const satisfies Record<ImageField, ImageName>;

const imagesByKind: Readonly<Record<ChangeKind, readonly ImageName[]>> = {
  insert: ['NewImage'],
  modify: ['NewImage', 'OldImage'],
  remove: ['OldImage'],
  expire: ['OldImage'],
};

/**
 * Reads one record of a DynamoDB stream event as a typed change. What every record has is checked
 * at once; the images are decoded when they are first read.
 *
 * @throws {RecordError} `MALFORMED_RECORD` when the record lacks something or names an event that
 *   streams do not have; reading keys or an image may throw `MALFORMED_ATTRIBUTE`.
 */
export function decodeRecord(record: StreamRecord): Change<Attributes> {
  const kind = kindOf(record);
  const { eventID: eventId, dynamodb: data = {} } = record;
  const { SequenceNumber: sequenceNumber, ApproximateCreationDateTime: seconds } = data;
  const keys = decodeKeys(record);
  demand(typeof eventId === 'string' && eventId !== '', record, 'eventID', 'must be text');
  demand(
    isSequenceNumber(sequenceNumber),
    record,
    'dynamodb.SequenceNumber',
    'must be a decimal integer written as text',
  );
  demand(
    typeof seconds === 'number' && Number.isFinite(seconds),
    record,
    'dynamodb.ApproximateCreationDateTime',
    'must be epoch seconds',
  );
  for (const name of imagesByKind[kind]) {
    if (data[name] === undefined) throw missingImage(record, name);
  }
  const createdAt = new Date(seconds * 1000);
  return makeChange(kind, { keys, sequenceNumber, eventId, createdAt }, (path) =>
    decodeAttributes(data[imageNames[path]], path, { eventId, sequenceNumber }),
  );
}

function missingImage(record: StreamRecord, name: ImageName): RecordError {
  return new RecordError(
    'MALFORMED_RECORD',
    `dynamodb.${name}`,
    `is missing: the stream's view type must be NEW_AND_OLD_IMAGES, but is ${record.dynamodb?.StreamViewType}`,
    identifyRecord(record),
  );
}

function decodeKeys(record: StreamRecord): Keys {
  const path = 'dynamodb.Keys';
  const keys = decodeAttributes(record.dynamodb?.Keys, path, identifyRecord(record));
  demand(Object.keys(keys).length > 0, record, path, 'must not be empty');
  demand(areKeys(keys), record, path, 'must be of type S, N or B');
  return keys;
}

function areKeys(attributes: Attributes): attributes is Keys {
  return Object.values(attributes).every(isKeyValue);
}

function isKeyValue(value: Attributes[string]): value is KeyValue {
  if (typeof value === 'object') {
    return value instanceof Uint8Array || value instanceof LosslessDecimal;
  }
  return typeof value !== 'boolean';
}

function demand(
  holds: boolean,
  record: StreamRecord,
  field: string,
  problem: string,
): asserts holds {
  if (!holds) throw new RecordError('MALFORMED_RECORD', field, problem, identifyRecord(record));
}
