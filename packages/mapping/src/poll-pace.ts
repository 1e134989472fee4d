import type { PollingSettings } from './polling-settings.js';

/** How much longer each wait is while a shard stays quiet: from quickest to slowest in about a second. */
const growth = 1.25;

/** Lambda looks four times a second; a mapping that is told of new records only makes sure. */
export function defaultPolling(hinted: boolean): PollingSettings {
  return { quickest: 5, slowest: hinted ? 2000 : 250, discovery: 30_000 };
}

/** How long a shard's reader rests between two reads: short after records, longer the quieter it is. */
export class PollPace {
  readonly #settings: PollingSettings;
  readonly #hinted: boolean;
  #rest: number;

  /** @param hinted when the reader is told of new records, so that it need not look for them. */
  constructor(settings: PollingSettings, hinted: boolean) {
    this.#settings = settings;
    this.#hinted = hinted;
    this.#rest = settings.quickest;
  }

  afterRecords(): number {
    this.#rest = this.#settings.quickest;
    return this.#hinted ? this.#settings.slowest : this.#rest;
  }

  afterNothing(): number {
    if (this.#hinted) return this.#settings.slowest;
    const rest = this.#rest;
    this.#rest = Math.min(this.#settings.slowest, rest * growth);
    return rest;
  }
}
