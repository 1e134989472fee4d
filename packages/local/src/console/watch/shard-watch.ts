import { compareSequenceNumbers } from '@millrace/mapping';

/** What is seen of one mapping's reading of one shard. */
export class ShardWatch {
  /** Each record once, however often it was read. */
  read = 0;
  /** How long the newest record read had waited in the stream, in milliseconds. */
  iteratorAge: number | undefined;
  finished = false;
  #position: string | undefined;

  /** The furthest record that was read. */
  get position(): string | undefined {
    return this.#position;
  }

  /** Goes on to a record. False for one that was read before. */
  pass(sequence: string): boolean {
    const known = this.#position;
    if (known !== undefined && compareSequenceNumbers(sequence, known) <= 0) return false;
    this.#position = sequence;
    this.read += 1;
    return true;
  }
}
