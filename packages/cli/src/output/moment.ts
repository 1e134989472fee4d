import { CliError } from './cli-error.js';
import { parseDuration } from './duration.js';

/**
 * Reads a point in time: an ISO 8601 time (`2026-11-24T18:00:00Z`), `now`, or how long ago (`2h`).
 *
 * @returns milliseconds since 1970
 * @throws CliError `INVALID_TIME`
 */
export function parseMoment(text: string, flag: string, now: number): number {
  if (text === 'now') return now;
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const time = Date.parse(text);
    if (!Number.isNaN(time)) return time;
  } else if (/^[\d.]+(ms|s|m|h|d)/.test(text)) {
    return now - parseDuration(text, flag);
  }
  throw new CliError(
    'INVALID_TIME',
    `${flag} is ${JSON.stringify(text)}, which is no time. Write one like 2026-11-24T18:00:00Z, or how long ago: 2h.`,
  );
}
