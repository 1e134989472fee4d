import type { RecordWriter } from './record-text.js';
import type { StreamRecord } from './stream-record.js';

/** A record that was read and let through, waiting for its invocation to succeed. */
export interface BufferedRecord {
  readonly record: StreamRecord;
  /** Its place in the shard's progress. */
  readonly place: number;
  /** Its text in the event, made once and used by every attempt. */
  readonly text: string;
  readonly bytes: number;
  /** Wall time of its creation, in milliseconds. */
  readonly createdAt: number;
  /** Monotonic time at which it was read: the batching window is counted from here. */
  readonly readAt: number;
}

export function bufferRecord(
  writer: RecordWriter,
  record: StreamRecord,
  place: number,
  readAt: number,
): BufferedRecord {
  const text = writer.text(record);
  return {
    record,
    place,
    text,
    bytes: Buffer.byteLength(text),
    createdAt: record.dynamodb.ApproximateCreationDateTime * 1000,
    readAt,
  };
}
