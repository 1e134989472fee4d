import type { BufferedRecord } from './buffered-record.js';
import { eventBytes, eventText } from './payload.js';

/** How records become the function's event, and what its answer changes for the next event. */
export interface Envelope {
  text(records: readonly BufferedRecord[]): string;
  bytes(records: readonly BufferedRecord[]): number;
  /** Takes in the answer of an invocation that finished records. */
  accept(payload: string): void;
  /** What an event without records is as old as. */
  readonly ages: readonly { readonly createdAt: number }[];
}

/** An event of records and nothing else. */
export const plainEnvelope: Envelope = {
  text: (records) => eventText(records),
  bytes: (records) => eventBytes(records),
  accept: () => undefined,
  ages: [],
};
