import type { BufferedRecord } from './buffered-record.js';

/** Records in the order in which they were read. Taking from the front costs the same at any length. */
export class RecordQueue {
  #records: BufferedRecord[] = [];
  #head = 0;
  #bytes = 0;

  get length(): number {
    return this.#records.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  at(index: number): BufferedRecord | undefined {
    return this.#records[this.#head + index];
  }

  push(record: BufferedRecord): void {
    this.#records.push(record);
    this.#bytes += record.bytes;
  }

  take(count: number): readonly BufferedRecord[] {
    const taken = this.#records.slice(this.#head, this.#head + count);
    this.#head += taken.length;
    for (const { bytes } of taken) this.#bytes -= bytes;
    if (this.#head === this.#records.length) {
      this.#records = [];
      this.#head = 0;
    } else if (this.#head > this.#records.length / 2) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }
}
