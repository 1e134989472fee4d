import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeMap, StreamRecord } from '@millrace/mapping';

export interface ItemOrigin {
  readonly streamArn: string;
  /** The names of the table's key attributes. */
  readonly keyNames: readonly string[];
  readonly viewType: string;
}

/**
 * An item as the stream record of its insertion. Its event id is made of the stream and the key: the same
 * at every backfill, so that whoever deduplicates by it sees one event.
 *
 * @param seconds epoch seconds
 */
export function insertRecord(
  item: Readonly<Record<string, AttributeValue>>,
  sequenceNumber: string,
  seconds: number,
  { streamArn, keyNames, viewType }: ItemOrigin,
): StreamRecord {
  const NewImage = eventAttributes(item);
  const Keys = Object.fromEntries(
    keyNames.flatMap((name) => {
      const value = NewImage[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return {
    eventID: createHash('md5').update(streamArn).update(JSON.stringify(Keys)).digest('hex'),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: streamArn.split(':')[3] ?? '',
    dynamodb: {
      ApproximateCreationDateTime: seconds,
      Keys,
      NewImage,
      SequenceNumber: sequenceNumber,
      SizeBytes: Buffer.byteLength(JSON.stringify(NewImage)),
      StreamViewType: viewType,
    },
    eventSourceARN: streamArn,
  };
}

/** The SDK's attributes as events carry them: bytes as base64 text, all else the same. */
export function eventAttributes(item: Readonly<Record<string, AttributeValue>>): AttributeMap {
  return JSON.parse(JSON.stringify(item, bytesAsText));
}

// A Buffer would have turned itself into an object by now; the SDK gives plain bytes.
function bytesAsText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
