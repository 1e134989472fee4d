import { StreamSourceError } from '../errors.js';
import type { ChangeName, StreamRecord } from '../stream-record.js';
import type { WireRecord } from './get-records.js';

export interface RecordOrigin {
  readonly streamArn: string;
  readonly region: string;
}

const changes: readonly string[] = ['INSERT', 'MODIFY', 'REMOVE'] satisfies ChangeName[];

/**
 * A record of the Streams API as Lambda gives it to a function: the same fields, the identity's names
 * in lower case, the stream's ARN added.
 *
 * @throws StreamSourceError when the stream sent something that is not a change.
 */
export function streamRecordOf(
  record: WireRecord,
  { streamArn, region }: RecordOrigin,
): StreamRecord {
  const { eventID, eventName, dynamodb: change, userIdentity } = record;
  const sequenceNumber = change?.SequenceNumber;
  if (sequenceNumber === undefined || change?.Keys === undefined || !isChange(eventName)) {
    throw new StreamSourceError(
      'unavailable',
      `${streamArn} sent a record without ${sequenceNumber === undefined ? 'a sequence number' : 'keys or a known eventName'} (eventID ${eventID}).`,
    );
  }
  return {
    eventID: eventID ?? '',
    eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: record.eventSource ?? 'aws:dynamodb',
    awsRegion: record.awsRegion ?? region,
    dynamodb: {
      ApproximateCreationDateTime: change.ApproximateCreationDateTime ?? 0,
      Keys: change.Keys,
      ...(change.NewImage === undefined ? {} : { NewImage: change.NewImage }),
      ...(change.OldImage === undefined ? {} : { OldImage: change.OldImage }),
      SequenceNumber: sequenceNumber,
      SizeBytes: change.SizeBytes ?? 0,
      StreamViewType: change.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: streamArn,
    ...(userIdentity === undefined || userIdentity === null
      ? {}
      : {
          userIdentity: {
            type: userIdentity.Type ?? '',
            principalId: userIdentity.PrincipalId ?? '',
          },
        }),
  };
}

function isChange(name: string | undefined): name is ChangeName {
  return name !== undefined && changes.includes(name);
}
