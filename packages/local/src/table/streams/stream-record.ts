import { keyOf } from '../attribute-value.js';
import type { ItemImage } from '../engine/item-image.js';
import type { StoredRecord } from './shard.js';
import { itemBytes } from './size-bytes.js';
import type { TableStream } from './table-stream.js';
import { showsNewImage, showsOldImage } from './view-type.js';

/** Who made a change that no client made: DynamoDB itself, for an item past its time-to-live. */
export const TIME_TO_LIVE_IDENTITY = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' };

const BY_TIME_TO_LIVE = `,"userIdentity":${JSON.stringify(TIME_TO_LIVE_IDENTITY)}`;

/** What happened to one item. One of the two images is there. */
export interface ItemChange {
  readonly oldImage: ItemImage | undefined;
  readonly newImage: ItemImage | undefined;
  readonly byTimeToLive: boolean;
}

/**
 * Writes the record of a change as the Streams API sends it: put together from the images' own
 * text, since they are most of it. All other parts are digits, hex or fixed words.
 */
export function streamRecord(
  stream: TableStream,
  { oldImage, newImage, byTimeToLive }: ItemChange,
  sequenceNumber: string,
  now: number,
): StoredRecord {
  const { viewType, keySchema } = stream.description;
  const keys = keyOf(newImage?.item ?? oldImage?.item ?? {}, keySchema);
  const shownNew = showsNewImage(viewType) ? newImage : undefined;
  const shownOld = showsOldImage(viewType) ? oldImage : undefined;
  const size = itemBytes(keys) + imageBytes(shownNew) + imageBytes(shownOld);
  // AWS counts whole seconds here, whatever the clock knows.
  const created = Math.floor(now / 1000);
  const json = `{"awsRegion":"${stream.region}","dynamodb":{"ApproximateCreationDateTime":${created},"Keys":${JSON.stringify(keys)}${member('NewImage', shownNew)}${member('OldImage', shownOld)},"SequenceNumber":"${sequenceNumber}","SizeBytes":${size},"StreamViewType":"${viewType}"},"eventID":"${stream.eventId(sequenceNumber)}","eventName":"${eventName(oldImage, newImage)}","eventSource":"aws:dynamodb","eventVersion":"1.1"${byTimeToLive ? BY_TIME_TO_LIVE : ''}}`;
  return { sequenceNumber, createdAt: now, sizeBytes: size, json };
}

function member(name: string, image: ItemImage | undefined): string {
  return image === undefined ? '' : `,"${name}":${image.json}`;
}

function imageBytes(image: ItemImage | undefined): number {
  return image === undefined ? 0 : itemBytes(image.item);
}

function eventName(
  oldImage: ItemImage | undefined,
  newImage: ItemImage | undefined,
): 'INSERT' | 'MODIFY' | 'REMOVE' {
  if (newImage === undefined) return 'REMOVE';
  return oldImage === undefined ? 'INSERT' : 'MODIFY';
}
