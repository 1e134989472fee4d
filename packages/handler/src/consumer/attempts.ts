// Two batches of the largest size that Lambda delivers.
const mostRemembered = 20_000;

/**
 * Remembers how often this execution environment has seen the changes that it gave back. Finished
 * changes are forgotten, and of too many the oldest are.
 */
export class Attempts {
  readonly #given = new Map<string, number>();

  /** True when every change that was given back has been finished since. */
  get isEmpty(): boolean {
    return this.#given.size === 0;
  }

  /** 1 for a change that was never given back. */
  of(eventId: string | undefined): number {
    if (this.isEmpty || eventId === undefined) return 1;
    return (this.#given.get(eventId) ?? 0) + 1;
  }

  giveBack(eventId: string): void {
    const attempt = this.of(eventId);
    this.#given.delete(eventId);
    this.#given.set(eventId, attempt);
    if (this.#given.size > mostRemembered) {
      const [oldest] = this.#given.keys();
      if (oldest !== undefined) this.#given.delete(oldest);
    }
  }

  finish(eventId: string): void {
    this.#given.delete(eventId);
  }
}
