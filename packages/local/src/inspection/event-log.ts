import type { CloudEvent } from '../cloud/cloud-event.js';

/** An event with its place in the log, counted from 1. */
export interface LoggedEvent {
  readonly place: number;
  readonly event: CloudEvent;
}

/** Events kept for those who look later, such as the console. */
const keptEvents = 5_000;

/** The last events of the local cloud, for readers that come and go. */
export class EventLog {
  readonly #kept: LoggedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #last = 0;
  #closed = false;

  add(event: CloudEvent): void {
    this.#last += 1;
    this.#kept.push({ place: this.#last, event });
    // Cut in blocks, which keeps adding cheap.
    if (this.#kept.length > 2 * keptEvents) this.#kept.splice(0, keptEvents);
    this.#wake();
  }

  /** At most `limit` events after a place; waits up to `waitMs` for the first. */
  async after(place: number, limit: number, waitMs: number): Promise<readonly LoggedEvent[]> {
    if (place >= this.#last && waitMs > 0 && !this.#closed) await this.#next(waitMs);
    const first = this.#kept[0]?.place ?? 1;
    const start = Math.max(0, place + 1 - first);
    return this.#kept.slice(start, start + limit);
  }

  /** Lets waiting readers go. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #next(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
