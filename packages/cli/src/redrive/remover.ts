import type { Inbox, Letter } from './letter.js';

const AT_ONCE = 10;

/**
 * Removes settled letters while others are still run: in groups of ten, one call after the other, so
 * that a crash leaves only a few to be run twice.
 */
export class Remover {
  readonly #waiting: Letter[] = [];
  #removing: Promise<void> = Promise.resolve();
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
    await this.#removing;
    if (this.#error !== undefined) throw this.#error;
  }

  #remove(letters: readonly Letter[]): void {
    if (letters.length === 0) return;
    this.#removing = this.#removing
      .then(() => this.inbox.remove(letters))
      .then(() => {
        this.#count += letters.length;
      })
      .catch((error: unknown) => {
        this.#error ??= error;
      });
  }
}
