import type { RecordText, RecordWriter } from './record-text.js';
import type { StreamRecord } from './stream-record.js';

/**
 * A record that was read and let through, waiting for its invocation to succeed.
 *
 * Its text is made when its batch is cut, and used by every attempt: a text that waits in a long queue
 * is one more thing that the garbage collector has to move.
 */
export class BufferedRecord {
  readonly record: StreamRecord;
  /** Its place in the shard's progress. */
  readonly place: number;
  /** Monotonic time at which it was read: the batching window is counted from here. */
  readonly readAt: number;
  readonly #writer: RecordWriter;
  #written: RecordText | undefined;

  constructor(writer: RecordWriter, record: StreamRecord, place: number, readAt: number) {
    this.#writer = writer;
    this.record = record;
    this.place = place;
    this.readAt = readAt;
  }

  /** Its text in the event. */
  get text(): string {
    return this.#write().text;
  }

  /** The bytes of that text. */
  get bytes(): number {
    return this.#write().bytes;
  }

  /** Wall time of its creation, in milliseconds. */
  get createdAt(): number {
    return this.record.dynamodb.ApproximateCreationDateTime * 1000;
  }

  #write(): RecordText {
    this.#written ??= this.#writer.write(this.record);
    return this.#written;
  }
}
