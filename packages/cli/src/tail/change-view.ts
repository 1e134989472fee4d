import type { StreamRecord } from '@millrace/mapping';
import {
  type Attributes,
  type Difference,
  decodeAttributes,
  difference,
  identifyRecord,
  kindOf,
} from '@millrace/shared';

/** One change, decoded as far as the stream's view type lets it. */
export interface ChangeView {
  readonly kind: 'insert' | 'modify' | 'remove' | 'expire';
  readonly keys: Attributes;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly newImage?: Attributes;
  readonly oldImage?: Attributes;
  /** Absent when the stream does not carry what it would take to tell. */
  readonly difference?: readonly Difference[];
}

/**
 * Reads a record for people. Unlike a consumer it takes streams of every view type.
 *
 * @throws RecordError when the record is not one of a stream.
 */
export function viewChange(record: StreamRecord, shardId: string): ChangeView {
  const { dynamodb, ...envelope } = record;
  const named = { ...envelope, dynamodb: { SequenceNumber: dynamodb.SequenceNumber } };
  const identity = identifyRecord(named);
  const image = (field: 'NewImage' | 'OldImage') => {
    const attributes = dynamodb[field];
    return attributes && decodeAttributes(attributes, `dynamodb.${field}`, identity);
  };
  const newImage = image('NewImage');
  const oldImage = image('OldImage');
  const kind = kindOf(named);
  return {
    kind,
    keys: decodeAttributes(dynamodb.Keys, 'dynamodb.Keys', identity),
    shardId,
    sequenceNumber: dynamodb.SequenceNumber,
    eventId: record.eventID,
    createdAt: new Date(dynamodb.ApproximateCreationDateTime * 1_000).toISOString(),
    ...(newImage === undefined ? {} : { newImage }),
    ...(oldImage === undefined ? {} : { oldImage }),
    ...differenceOf(kind, oldImage, newImage),
  };
}

function differenceOf(
  kind: ChangeView['kind'],
  oldImage: Attributes | undefined,
  newImage: Attributes | undefined,
): { readonly difference?: readonly Difference[] } {
  const known =
    kind === 'insert'
      ? newImage !== undefined
      : kind === 'modify'
        ? newImage !== undefined && oldImage !== undefined
        : oldImage !== undefined;
  return known ? { difference: difference(oldImage, newImage) } : {};
}
