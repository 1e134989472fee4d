/**
 * Which records of a shard are done. Lanes finish out of order, so the checkpoint is the last record
 * before the first unfinished one.
 */
export class ShardProgress {
  #numbers: string[] = [];
  #done: boolean[] = [];
  #head = 0;
  /** The place of `#numbers[0]`. */
  #base = 0;
  #checkpoint: string | undefined;
  #lastRead: string | undefined;

  /** The sequence number up to which everything is done. Undefined until something is. */
  get checkpoint(): string | undefined {
    return this.#checkpoint;
  }

  get lastRead(): string | undefined {
    return this.#lastRead;
  }

  /** How many records it keeps in mind. */
  get size(): number {
    return this.#numbers.length;
  }

  /** Whether everything that was read is done. */
  get settled(): boolean {
    return this.#head === this.#numbers.length;
  }

  /** Notes a record that was read, in shard order. Returns its place, for {@link complete}. */
  admit(sequenceNumber: string): number {
    this.#lastRead = sequenceNumber;
    this.#numbers.push(sequenceNumber);
    this.#done.push(false);
    return this.#base + this.#numbers.length - 1;
  }

  /**
   * Notes a record that was read and needs no work. It joins a finished one before it, so that what a
   * filter drops behind a blocked record takes no memory, however much that is.
   */
  skip(sequenceNumber: string): void {
    const last = this.#numbers.length - 1;
    if (last >= this.#head && this.#done[last] === true) {
      this.#lastRead = sequenceNumber;
      this.#numbers[last] = sequenceNumber;
    } else {
      this.complete(this.admit(sequenceNumber));
    }
  }

  complete(place: number): void {
    this.#done[place - this.#base] = true;
    while (this.#done[this.#head] === true) {
      this.#checkpoint = this.#numbers[this.#head];
      this.#head += 1;
    }
    this.#dropDone();
  }

  #dropDone(): void {
    if (this.#head < 64 || this.#head * 2 < this.#numbers.length) return;
    this.#numbers = this.#numbers.slice(this.#head);
    this.#done = this.#done.slice(this.#head);
    this.#base += this.#head;
    this.#head = 0;
  }
}
