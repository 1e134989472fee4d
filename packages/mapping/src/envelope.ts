import type { BufferedRecord } from './buffered-record.js';
import { eventBytes, eventText } from './payload.js';
import type { RecordSpan } from './record-span.js';

/** How records become the function's event, and what its answer changes for the next event. */
export interface Envelope {
  text(records: readonly BufferedRecord[]): string;
  bytes(records: readonly BufferedRecord[]): number;
  /** Takes in the answer of an invocation that finished these records. */
  accept(records: readonly BufferedRecord[], payload: string): void;
  /** What an event without records is as old as. */
  readonly ages: readonly { readonly createdAt: number }[];
  /** The records that an event without records answers for. */
  readonly span: RecordSpan | undefined;
}

/** An event of records and nothing else. */
export const plainEnvelope: Envelope = {
  text: (records) => eventText(records),
  bytes: (records) => eventBytes(records),
  accept: () => undefined,
  ages: [],
  span: undefined,
};
