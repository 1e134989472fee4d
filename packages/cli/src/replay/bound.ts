import type { StreamRecord } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
import { CliError } from '../output/cli-error.js';
import { parseMoment } from '../output/moment.js';

/** One end of a replay: a time (milliseconds since 1970), or a sequence number. */
export type Bound =
  | { readonly kind: 'time'; readonly time: number }
  | { readonly kind: 'sequence'; readonly number: string };

/** Sequence numbers have at least so many digits (Streams model); no time is written like that. */
const SEQUENCE_NUMBER = /^\d{21,40}$/;

/** @throws CliError `INVALID_TIME` */
export function parseBound(text: string, flag: string, now: number): Bound {
  return SEQUENCE_NUMBER.test(text)
    ? { kind: 'sequence', number: text }
    : { kind: 'time', time: parseMoment(text, flag, now) };
}

/**
 * Refuses a piece that holds nothing whatever was written: it would end well, and mean a mistake.
 *
 * @throws CliError `NOTHING_BETWEEN`
 */
export function requireSpan(from: Bound, to: Bound, now: number): void {
  if (from.kind === 'time' && from.time > now) {
    throw nothingBetween('--from lies in the future');
  }
  const isEmpty =
    from.kind === 'time' && to.kind === 'time'
      ? from.time > to.time
      : from.kind === 'sequence' &&
        to.kind === 'sequence' &&
        compareSequenceNumbers(from.number, to.number) > 0;
  if (isEmpty) throw nothingBetween('--from lies behind --to');
}

function nothingBetween(what: string): CliError {
  return new CliError(
    'NOTHING_BETWEEN',
    `${what}, so there is nothing to run. The earlier one is --from: --from 5h --to 2h runs three hours.`,
  );
}

/** True when the record lies before the bound. Creation times are whole seconds: those of the bound's own are in. */
export function isBefore({ dynamodb }: StreamRecord, bound: Bound): boolean {
  return bound.kind === 'time'
    ? dynamodb.ApproximateCreationDateTime < Math.floor(bound.time / 1_000)
    : compareSequenceNumbers(dynamodb.SequenceNumber, bound.number) < 0;
}

/** True when the record lies behind the bound. */
export function isBehind({ dynamodb }: StreamRecord, bound: Bound): boolean {
  return bound.kind === 'time'
    ? Math.floor(dynamodb.ApproximateCreationDateTime) > Math.floor(bound.time / 1_000)
    : compareSequenceNumbers(dynamodb.SequenceNumber, bound.number) > 0;
}
