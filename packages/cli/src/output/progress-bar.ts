import type { Screen } from './screen.js';

const WIDTH = 24;
/** Milliseconds between two drawings. */
const PACE = 100;

/** A line on stderr that shows how far something is; nothing where stderr is no terminal. */
export class ProgressBar {
  #drawnAt = 0;

  constructor(
    private readonly screen: Screen,
    private readonly what: string,
    private readonly total: number,
    private readonly now: () => number = Date.now,
  ) {}

  show(count: number): void {
    const now = this.now();
    if (now - this.#drawnAt < PACE && count < this.total) return;
    this.#drawnAt = now;
    const part = this.total === 0 ? 1 : Math.min(1, count / this.total);
    const filled = Math.round(part * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    this.screen.draw(`${bar} ${count} of ${this.total} ${this.what}`);
  }
}
