import type { BufferedRecord } from './buffered-record.js';

/** Largest event of a synchronous invocation: 6 MB (Lambda quotas). */
export const largestPayload = 6 * 1024 * 1024;

const opening = '{"Records":[';
const closing = ']}';

/** What the event costs besides its records and the commas between them. */
export const payloadFrame = opening.length + closing.length;

/**
 * The event that the function receives.
 *
 * @param rest further members as JSON text, each with the comma before it
 */
export function eventText(records: readonly BufferedRecord[], rest = ''): string {
  const texts = records.map(({ text }) => text);
  // All in one join: the result is one piece, however many its parts were.
  texts[0] = opening + (texts[0] ?? '');
  texts[texts.length - 1] += `]${rest}}`;
  return texts.join(',');
}

/** The bytes of that event in UTF-8, without writing it. */
export function eventBytes(records: readonly BufferedRecord[], rest = ''): number {
  const commas = Math.max(0, records.length - 1);
  return records.reduce(
    (sum, { bytes }) => sum + bytes,
    payloadFrame + commas + (rest === '' ? 0 : Buffer.byteLength(rest)),
  );
}
