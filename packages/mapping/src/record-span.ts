import type { BufferedRecord } from './buffered-record.js';

/** One end of a {@link RecordSpan}. */
export interface RecordMark {
  readonly sequenceNumber: string;
  /** Wall time of its creation, in milliseconds. */
  readonly createdAt: number;
}

/** Records of one shard, by their ends and number: enough to find them in the stream again. */
export interface RecordSpan {
  readonly first: RecordMark;
  readonly last: RecordMark;
  readonly count: number;
}

/** The span of some records in shard order. Undefined when there are none. */
export function spanOf(records: readonly BufferedRecord[]): RecordSpan | undefined {
  const first = records[0];
  const last = records.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { first: markOf(first), last: markOf(last), count: records.length };
}

/** One span of two that follow each other. */
export function joinSpans(
  earlier: RecordSpan | undefined,
  later: RecordSpan | undefined,
): RecordSpan | undefined {
  if (earlier === undefined || later === undefined) return earlier ?? later;
  return { first: earlier.first, last: later.last, count: earlier.count + later.count };
}

function markOf({ record, createdAt }: BufferedRecord): RecordMark {
  return { sequenceNumber: record.dynamodb.SequenceNumber, createdAt };
}
