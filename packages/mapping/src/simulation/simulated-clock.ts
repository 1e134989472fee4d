import type { Clock } from '../seams.js';
import { EventHeap } from './event-heap.js';

/** Events whose turn comes in one round of Node's event loop. Between two of them all promises settle. */
const eventsPerRound = 64;

/** Time that jumps from one event to the next. */
export class SimulatedClock implements Clock {
  readonly #heap = new EventHeap();
  #order = 0;
  #elapsed = 0;
  #events = 0;
  readonly #epoch: number;

  /** @param epoch the wall time at which the world begins, in milliseconds */
  constructor(epoch: number) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  get events(): number {
    return this.#events;
  }

  after(milliseconds: number, wake: () => void): () => void {
    const time = this.#elapsed + Math.max(0, milliseconds);
    const event = { time, order: this.#order, wake: wake as (() => void) | undefined };
    this.#order += 1;
    this.#heap.push(event);
    return () => {
      event.wake = undefined;
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }

  /** Lets everything happen up to a time (milliseconds since the world began), or until `halted`. */
  run(until: number, halted: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let done = false;
      const step = () => {
        if (done) return;
        try {
          if (halted() || !this.#step(until)) {
            done = true;
            resolve();
          }
        } catch (error) {
          done = true;
          reject(error);
        }
      };
      const round = () => {
        for (let count = 0; count < eventsPerRound; count += 1) setImmediate(step);
        setImmediate(() => {
          if (!done) round();
        });
      };
      round();
    });
  }

  /** Lets the next event happen. False when there is none before the time. */
  #step(until: number): boolean {
    for (;;) {
      const next = this.#heap.next;
      if (next === undefined || next.time > until) {
        this.#elapsed = until;
        return false;
      }
      this.#heap.pop();
      if (next.wake === undefined) continue;
      this.#elapsed = next.time;
      this.#events += 1;
      next.wake();
      return true;
    }
  }
}
