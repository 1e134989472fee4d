import type { StreamRecord } from '@millrace/mapping';
import { compareSequenceNumbers } from '@millrace/shared';
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
