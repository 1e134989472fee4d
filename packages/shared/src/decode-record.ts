import type { Attributes, Keys, KeyValue } from './attribute-value.js';
import type { Change, ChangeKind } from './change-record.js';
import { decodeAttributes } from './decode-attribute.js';
import { identifyRecord, RecordError, type RecordIdentity } from './errors.js';
import { kindOf } from './kind-of.js';
import { LosslessDecimal } from './lossless-decimal.js';
import { type ImageField, makeChange } from './make-change.js';
import { isSequenceNumber } from './sequence-number.js';
import type { StreamRecord } from './stream-record.js';

/**
 * Reads one record of a DynamoDB stream event as a typed change. What every record has is checked
 * at once; the images are decoded when they are first read.
 *
 * @throws {RecordError} `MALFORMED_RECORD` when the record lacks something or names an event that
 *   streams do not have; reading keys or an image may throw `MALFORMED_ATTRIBUTE`.
 */
export function decodeRecord(record: StreamRecord): Change<Attributes> {
  const kind = kindOf(record);
  const identity = identifyRecord(record);
  const common = {
    keys: decodeKeys(record, identity),
    sequenceNumber: requireSequenceNumber(record, identity),
    eventId: requireEventId(record, identity),
    createdAt: requireCreationTime(record, identity),
  };
  for (const field of imagesByKind[kind]) requireImage(record, field, identity);
  return makeChange(kind, common, (path) =>
    decodeAttributes(record.dynamodb?.[imageNames[path]], path, identity),
  );
}

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

function requireImage(record: StreamRecord, field: ImageName, identity: RecordIdentity): void {
  if (record.dynamodb?.[field] !== undefined) return;
  throw malformed(
    identity,
    `dynamodb.${field}`,
    `is missing on a ${record.eventName}: the stream's view type must be NEW_AND_OLD_IMAGES, but is ${record.dynamodb?.StreamViewType ?? 'not named'}`,
  );
}

function decodeKeys(record: StreamRecord, identity: RecordIdentity): Keys {
  const decoded = decodeAttributes(record.dynamodb?.Keys, 'dynamodb.Keys', identity);
  const keys: Record<string, KeyValue> = {};
  for (const [name, value] of Object.entries(decoded)) {
    if (!isKeyValue(value)) {
      throw malformed(identity, `dynamodb.Keys.${name}`, 'must be of type S, N or B');
    }
    keys[name] = value;
  }
  if (Object.keys(keys).length === 0)
    throw malformed(identity, 'dynamodb.Keys', 'must not be empty');
  return keys;
}

function isKeyValue(value: Attributes[string]): value is KeyValue {
  if (typeof value === 'object')
    return value instanceof Uint8Array || value instanceof LosslessDecimal;
  return typeof value !== 'boolean';
}

function requireSequenceNumber(record: StreamRecord, identity: RecordIdentity): string {
  const value = record.dynamodb?.SequenceNumber;
  if (isSequenceNumber(value)) return value;
  throw malformed(identity, 'dynamodb.SequenceNumber', 'must be a decimal integer written as text');
}

function requireEventId(record: StreamRecord, identity: RecordIdentity): string {
  if (typeof record.eventID === 'string' && record.eventID !== '') return record.eventID;
  throw malformed(identity, 'eventID', 'must be text');
}

function requireCreationTime(record: StreamRecord, identity: RecordIdentity): Date {
  const seconds = record.dynamodb?.ApproximateCreationDateTime;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return new Date(seconds * 1000);
  throw malformed(identity, 'dynamodb.ApproximateCreationDateTime', 'must be epoch seconds');
}

function malformed(identity: RecordIdentity, field: string, problem: string): RecordError {
  return new RecordError('MALFORMED_RECORD', field, problem, identity);
}
