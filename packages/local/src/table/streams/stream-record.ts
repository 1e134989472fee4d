import type { Item } from '../attribute-value.js';
import type { StoredRecord } from './shard.js';
import { sizeBytes } from './size-bytes.js';
import type { TableStream } from './table-stream.js';
import { viewOf } from './view-type.js';

/** Who made a change that no client made: DynamoDB itself, for an item past its time-to-live. */
export const TIME_TO_LIVE_IDENTITY = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' };

/** What happened to one item. One of the two items is there. */
export interface ItemChange {
  readonly oldItem: Item | undefined;
  readonly newItem: Item | undefined;
  readonly byTimeToLive: boolean;
}

/** Writes the record of a change as the Streams API sends it. */
export function streamRecord(
  stream: TableStream,
  change: ItemChange,
  sequenceNumber: string,
  now: number,
): StoredRecord {
  const { viewType, keySchema } = stream.description;
  const view = viewOf(viewType, keySchema, change.oldItem, change.newItem);
  const size = sizeBytes(view);
  const record = {
    awsRegion: stream.region,
    dynamodb: {
      // AWS counts whole seconds here, whatever the clock knows.
      ApproximateCreationDateTime: Math.floor(now / 1000),
      ...view,
      SequenceNumber: sequenceNumber,
      SizeBytes: size,
      StreamViewType: viewType,
    },
    eventID: stream.eventId(sequenceNumber),
    eventName: eventName(change),
    eventSource: 'aws:dynamodb',
    eventVersion: '1.1',
    ...(change.byTimeToLive ? { userIdentity: TIME_TO_LIVE_IDENTITY } : {}),
  };
  return { sequenceNumber, createdAt: now, sizeBytes: size, json: JSON.stringify(record) };
}

function eventName({ oldItem, newItem }: ItemChange): 'INSERT' | 'MODIFY' | 'REMOVE' {
  if (newItem === undefined) return 'REMOVE';
  return oldItem === undefined ? 'INSERT' : 'MODIFY';
}
