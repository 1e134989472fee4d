import { BufferedRecord } from '../../src/buffered-record.js';
import { RecordWriter } from '../../src/record-text.js';
import type { StreamRecord } from '../../src/stream-record.js';

export const streamArn =
  'arn:aws:dynamodb:eu-central-1:000000000000:table/Orders/stream/2026-01-02T03:04:05.678';

/** A record as the recordings have it: number `n` of its shard, an INSERT of the item `id`. */
export function recordOf(
  sequence: number | string,
  id = `item-${sequence}`,
  overrides: Partial<StreamRecord['dynamodb']> = {},
): StreamRecord {
  return {
    eventID: String(sequence).padStart(32, '0'),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      ApproximateCreationDateTime: 1764085660,
      Keys: { id: { S: id } },
      NewImage: { id: { S: id } },
      SequenceNumber: String(sequence),
      SizeBytes: 20,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      ...overrides,
    },
    eventSourceARN: streamArn,
  };
}

export function buffered(...sequences: readonly (number | string)[]): readonly BufferedRecord[] {
  const writer = new RecordWriter();
  return sequences.map(
    (sequence, place) => new BufferedRecord(writer, recordOf(sequence), place, 0),
  );
}
