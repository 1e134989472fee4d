import { HandlerError } from '../consumer/errors.js';
import { type EventEntry, entryBytes, mostEntries, mostEntryBytes } from './event-entry.js';

/** Sends entries and tells of each, in their order, why it was refused; undefined where it was taken. */
export type SendEntries = (
  entries: readonly EventEntry[],
  signal: AbortSignal,
) => Promise<readonly (string | undefined)[]>;

export interface BatcherSettings {
  readonly send: SendEntries;
  /** Milliseconds to wait before each further try with the entries that were refused. */
  readonly retryDelays: readonly number[];
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Waiting {
  readonly entry: EventEntry;
  readonly bytes: number;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what lanes publish side by side into requests of up to ten entries, and of a request tries
 * only the refused entries again. Each caller hears of its own entry: a refusal of one is no failure
 * of its neighbours.
 */
export class EntryBatcher {
  readonly #settings: BatcherSettings;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #isScheduled = false;

  constructor(settings: BatcherSettings) {
    this.#settings = settings;
  }

  /** Resolves when EventBridge has taken the entry. */
  publish(entry: EventEntry, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const bytes = entryBytes(entry);
      if (this.#bytes + bytes > mostEntryBytes || !this.#hasSignal(signal)) this.#flush();
      this.#waiting.push({ entry, bytes, signal, resolve, reject });
      this.#bytes += bytes;
      if (this.#waiting.length === mostEntries) this.#flush();
      else this.#schedule();
    });
  }

  // All lanes that can publish now have done so by the next turn of the event loop.
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  // A reaction that outlived its invocation must not take a later one's entries along when it is aborted.
  #hasSignal(signal: AbortSignal): boolean {
    return this.#waiting.every((waiting) => waiting.signal === signal);
  }

  #flush(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    if (batch.length > 0) void this.#deliver(batch);
  }

  async #deliver(batch: readonly Waiting[]): Promise<void> {
    let refused: readonly Refused[] = [];
    let pending = batch;
    try {
      for (const delay of [0, ...this.#settings.retryDelays]) {
        const signal = signalOf(pending);
        if (delay > 0) await this.#settings.sleep(delay, signal);
        refused = await this.#tryOnce(pending, signal);
        if (refused.length === 0) return;
        pending = refused.map(({ waiting }) => waiting);
      }
    } catch (error) {
      for (const { reject } of pending) reject(error);
      return;
    }
    for (const { waiting, reason } of refused) waiting.reject(refusal(waiting.entry, reason));
  }

  async #tryOnce(batch: readonly Waiting[], signal: AbortSignal): Promise<readonly Refused[]> {
    const entries = batch.map(({ entry }) => entry);
    const reasons = await this.#settings.send(entries, signal);
    return batch.flatMap((waiting, index) => {
      const reason = reasons[index];
      if (reason !== undefined) return [{ waiting, reason }];
      waiting.resolve();
      return [];
    });
  }
}

interface Refused {
  readonly waiting: Waiting;
  readonly reason: string;
}

// All entries of a batch belong to one invocation, and so have one signal.
function signalOf([first]: readonly Waiting[]): AbortSignal {
  return first?.signal ?? AbortSignal.abort();
}

function refusal(entry: EventEntry, reason: string): HandlerError {
  return new HandlerError(
    'NOTIFICATION_FAILED',
    `EventBridge did not take the ${entry.DetailType} for ${entry.EventBusName}: ${reason}`,
  );
}
