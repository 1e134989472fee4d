import { CliError } from './cli-error.js';
import { parseDuration } from './duration.js';

/** A day, or a time with its zone: without one it would mean another time on every machine. */
const DATE = /^(\d{4})-(\d\d)-(\d\d)(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/;

/**
 * Reads a point in time: an ISO 8601 time (`2026-11-24T18:00:00Z`), a day (its beginning in UTC), `now`, or
 * how long ago (`2h`).
 *
 * @returns milliseconds since 1970
 * @throws CliError `INVALID_TIME`
 */
export function parseMoment(text: string, flag: string, now: number): number {
  if (text === 'now') return now;
  if (/^\d{4}-\d\d-\d\d/.test(text)) return parseDate(text, flag);
  if (/^[\d.]+(ms|s|m|h|d)/.test(text)) return now - parseDuration(text, flag);
  throw invalid(text, flag, 'which is no time');
}

function parseDate(text: string, flag: string): number {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  if (year === '') {
    const isZoneless = /^[\d-]+[T ][\d:.]+$/.test(text);
    throw invalid(text, flag, isZoneless ? 'which has no zone (Z is UTC)' : 'which is no time');
  }
  const time = Date.parse(text);
  // Date.parse takes the 30th of February for the 2nd of March.
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number.isNaN(time) || Number(day) > daysOfMonth) {
    throw invalid(text, flag, 'which is in no calendar');
  }
  return time;
}

function invalid(text: string, flag: string, what: string): CliError {
  return new CliError(
    'INVALID_TIME',
    `${flag} is ${JSON.stringify(text)}, ${what}. Write one like 2026-11-24T18:00:00Z, or how long ago: 2h.`,
  );
}
