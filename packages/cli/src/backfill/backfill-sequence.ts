/** Digits that count the items of one segment; the digits before them are the second it began in. */
const COUNT_DIGITS = 10;
const LENGTH = 21;

/**
 * The sequence number of a backfilled item: 21 digits, as a stream's shortest, the first a zero. So it is
 * below that of every real change, above that of an earlier backfill, and grows within its segment.
 *
 * @param startedAt epoch seconds at which the backfill began, the same after every restart
 */
export function backfillSequence(startedAt: number, count: number): string {
  return `${startedAt}${String(count).padStart(COUNT_DIGITS, '0')}`.padStart(LENGTH, '0');
}

/** Which item of its segment a sequence number stands for. */
export function countOf(sequenceNumber: string): number {
  return Number(sequenceNumber.slice(-COUNT_DIGITS));
}
