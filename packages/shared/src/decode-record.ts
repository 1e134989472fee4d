import type { Attributes, Keys, KeyValue, Value } from './attribute-value.js';
import type { Change, ChangeKind } from './change-record.js';
import { decodeAttributes } from './decode-attribute.js';
import { identifyRecord, RecordError, type RecordIdentity } from './errors.js';
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

/** Makes of a decoded image what it should be; may throw. */
export type ReadImage<Item> = (
  image: Attributes,
  field: ImageField,
  record: RecordIdentity,
) => Item;

/**
 * Reads one record of a DynamoDB stream event as a typed change. What every record has is checked
 * at once; the images are decoded when they are first read.
 *
 * @param read what is made of each image when it is first read; without it, images stay as decoded.
 * @throws {RecordError} `MALFORMED_RECORD` when the record lacks something or names an event that
 *   streams do not have; reading keys or an image may throw `MALFORMED_ATTRIBUTE`.
 */
export function decodeRecord(record: StreamRecord): Change<Attributes>;
export function decodeRecord<Item>(record: StreamRecord, read: ReadImage<Item>): Change<Item>;
export function decodeRecord(
  record: StreamRecord,
  read: ReadImage<unknown> = asDecoded,
): Change<unknown> {
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
  if (data.NewImage === undefined && hasNewImage(kind)) throw missingImage(record, 'NewImage');
  if (data.OldImage === undefined && hasOldImage(kind)) throw missingImage(record, 'OldImage');
  const createdAt = new Date(seconds * 1000);
  const identity = { keys, sequenceNumber, eventId, createdAt };
  return makeChange(kind, identity, (field) =>
    read(decodeAttributes(data[imageNames[field]], field, identity), field, identity),
  );
}

function hasNewImage(kind: ChangeKind): boolean {
  return kind === 'insert' || kind === 'modify';
}

function hasOldImage(kind: ChangeKind): boolean {
  return kind !== 'insert';
}

function asDecoded(image: Attributes): Attributes {
  return image;
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
  let count = 0;
  for (const name in keys) {
    demand(isKeyValue(keys[name]), record, path, 'must be of type S, N or B');
    count++;
  }
  demand(count > 0, record, path, 'must not be empty');
  return keys as Keys;
}

function isKeyValue(value: Value | undefined): value is KeyValue {
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
