import type { Inbox, Letter } from './letter.js';

const AT_ONCE = 10;
/** Calls that may be on their way at once. */
const LANES = 4;

/**
 * Removes settled letters while others are still run: in groups of ten, a few calls at a time, so
 * that a crash leaves only some to be run twice.
 */
export class Remover {
  readonly #waiting: Letter[] = [];
  readonly #removing = Array.from({ length: LANES }, () => Promise.resolve());
  #turn = 0;
  #error: unknown;
  #count = 0;

  constructor(private readonly inbox: Inbox) {}

  get count(): number {
    return this.#count;
  }

  add(letters: readonly Letter[]): void {
    this.#waiting.push(...letters);
    while (this.#waiting.length >= AT_ONCE) this.#remove(this.#waiting.splice(0, AT_ONCE));
  }

  /** Resolves when all are removed. @throws what the inbox said to the first that could not be. */
  async finish(): Promise<void> {
    this.#remove(this.#waiting.splice(0));
    await Promise.all(this.#removing);
    if (this.#error !== undefined) throw this.#error;
  }

  #remove(letters: readonly Letter[]): void {
    if (letters.length === 0) return;
    const lane = this.#turn % LANES;
    this.#turn += 1;
    const before = this.#removing[lane] ?? Promise.resolve();
    this.#removing[lane] = before
      .then(() => this.inbox.remove(letters))
      .then(() => {
        this.#count += letters.length;
      })
      .catch((error: unknown) => {
        this.#error ??= error;
      });
  }
}
