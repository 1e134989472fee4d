import type { WakeUps } from '@millrace/mapping';

/** Rings for whoever reads a table's stream, so that a write is read at once instead of at the next poll. */
export class StreamBells {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** The wake-ups of one table's streams. */
  of(tableName: string): WakeUps {
    return {
      subscribe: (listener) => {
        const listeners = this.#listeners.get(tableName) ?? new Set();
        this.#listeners.set(tableName, listeners);
        const wake = (): void => listener();
        listeners.add(wake);
        return () => {
          listeners.delete(wake);
        };
      },
    };
  }

  ring(tableName: string): void {
    for (const wake of this.#listeners.get(tableName) ?? []) wake();
  }
}
