import type { BufferedRecord } from './buffered-record.js';

/** Records in the order in which they were read. Taking from the front costs the same at any length. */
export class RecordQueue {
  #records: BufferedRecord[] = [];
  #head = 0;
  /** How many from the front of the array were measured, and the bytes of those that are still queued. */
  #measured = 0;
  #bytes = 0;

  get length(): number {
    return this.#records.length - this.#head;
  }

  /** The bytes of the records' texts. Asking for it makes them. */
  get bytes(): number {
    for (; this.#measured < this.#records.length; this.#measured += 1) {
      this.#bytes += this.#records[this.#measured]?.bytes ?? 0;
    }
    return this.#bytes;
  }

  at(index: number): BufferedRecord | undefined {
    return this.#records[this.#head + index];
  }

  push(record: BufferedRecord): void {
    this.#records.push(record);
  }

  take(count: number): readonly BufferedRecord[] {
    const taken = this.#records.slice(this.#head, this.#head + count);
    this.#forgetBytes(taken);
    this.#head += taken.length;
    if (this.#head === this.#records.length) this.#keepFrom(this.#head, []);
    else if (this.#head > this.#records.length / 2) {
      this.#keepFrom(this.#head, this.#records.slice(this.#head));
    }
    return taken;
  }

  #forgetBytes(taken: readonly BufferedRecord[]): void {
    const measured = Math.max(0, this.#measured - this.#head);
    for (let index = 0; index < measured && index < taken.length; index += 1) {
      this.#bytes -= taken[index]?.bytes ?? 0;
    }
    this.#measured = Math.max(this.#measured, this.#head + taken.length);
  }

  #keepFrom(head: number, records: BufferedRecord[]): void {
    this.#records = records;
    this.#measured -= head;
    this.#head = 0;
  }
}
