import type { Clock } from './seams.js';

/** Something one waiter sleeps on until it is rung or its time is up. A ring with nobody waiting is kept. */
export class Bell {
  readonly #clock: Clock;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    if (this.#wake === undefined) this.#rung = true;
    else this.#wake();
  }

  /** Without `milliseconds` only a ring ends the wait. */
  wait(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#rung) {
        this.#rung = false;
        resolve();
        return;
      }
      let cancel: (() => void) | undefined;
      const wake = () => {
        this.#wake = undefined;
        cancel?.();
        resolve();
      };
      this.#wake = wake;
      if (milliseconds !== undefined) cancel = this.#clock.after(milliseconds, wake);
    });
  }
}
