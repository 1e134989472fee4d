const OFFSET = 10n ** 24n;
const PER_MILLISECOND = 10n ** 6n;

/**
 * Gives out sequence numbers: 25 digits, always growing, and with time, so that they go on growing
 * after a restart. Their fixed width makes them sort as text the way they sort as numbers.
 */
export class SequenceSource {
  private last = 0n;

  next(now: number): string {
    const fromTime = OFFSET + BigInt(Math.max(0, Math.floor(now))) * PER_MILLISECOND;
    this.last = fromTime > this.last ? fromTime : this.last + 1n;
    return this.last.toString();
  }

  /** Makes sure that what follows is larger than a number that was given out before. */
  passBy(sequenceNumber: string): void {
    const passed = BigInt(sequenceNumber);
    if (passed > this.last) this.last = passed;
  }
}
