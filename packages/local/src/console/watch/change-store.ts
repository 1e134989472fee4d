import type { StoredChange } from './stored-change.js';

const CHANGES_KEPT = 2_000;
/** Items of up to 400 KB must not fill the memory. */
const BYTES_KEPT = 32 * 1024 * 1024;

/** The newest changes, by sequence number, bounded in number and in bytes. */
export class ChangeStore {
  readonly #changes = new Map<string, { readonly change: StoredChange; bytes: number }>();
  #bytes = 0;

  add(change: StoredChange, bytes: number): void {
    this.#changes.set(change.sequence, { change, bytes });
    this.#bytes += bytes;
    this.#bound();
  }

  /** A kept change takes so many bytes more from now on. */
  grow(sequence: string, bytes: number): void {
    const kept = this.#changes.get(sequence);
    if (kept === undefined) return;
    kept.bytes += bytes;
    this.#bytes += bytes;
    this.#bound();
  }

  find(sequence: string): StoredChange | undefined {
    return this.#changes.get(sequence)?.change;
  }

  /** At most `limit` changes that pass `wanted`, the newest first. */
  newest(limit: number, wanted: (change: StoredChange) => boolean): readonly StoredChange[] {
    const found: StoredChange[] = [];
    for (const { change } of [...this.#changes.values()].reverse()) {
      if (found.length >= limit) break;
      if (wanted(change)) found.push(change);
    }
    return found;
  }

  #bound(): void {
    for (const [sequence, oldest] of this.#changes) {
      if (this.#changes.size <= CHANGES_KEPT && this.#bytes <= BYTES_KEPT) break;
      this.#changes.delete(sequence);
      this.#bytes -= oldest.bytes;
    }
  }
}
