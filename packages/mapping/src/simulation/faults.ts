import type { Random } from './random.js';

/** What can go wrong in the simulated world. */
export const faultKinds = [
  'listing-throttled',
  'read-throttled',
  'read-failed',
  'iterator-expired',
  'empty-page',
  'slow-read',
  'invocation-throttled',
  'invocation-unreachable',
  'invocation-crashed',
  'invocation-answer-lost',
  'slow-invocation',
  'partial-report',
  'bad-report',
  'poison-record',
  'function-outage',
  'destination-refused',
  'destination-answer-lost',
  'checkpoint-refused',
  'checkpoint-answer-lost',
  'process-crash',
  'stop-and-start',
  'clock-step',
  'shard-split',
  'shard-roll',
  'record-trimmed',
  'hint-lost',
] as const;

export type FaultKind = (typeof faultKinds)[number];
export type FaultCounts = Readonly<Record<FaultKind, number>>;

/** Draws the faults of one world and counts them. */
export class Faults {
  readonly #random: Random;
  readonly #rates: Readonly<Partial<Record<FaultKind, number>>>;
  readonly #counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<
    FaultKind,
    number
  >;
  #calm = false;

  constructor(random: Random, rates: Readonly<Partial<Record<FaultKind, number>>>) {
    this.#random = random;
    this.#rates = rates;
  }

  get counts(): FaultCounts {
    return this.#counts;
  }

  /** Whether the disasters are over, so that everything can come to its end. */
  get calm(): boolean {
    return this.#calm;
  }

  calmDown(): void {
    this.#calm = true;
  }

  /** Whether this happens now. */
  strikes(kind: FaultKind): boolean {
    if (this.#calm || !this.#random.happens(this.#rates[kind] ?? 0)) return false;
    this.count(kind);
    return true;
  }

  count(kind: FaultKind, times = 1): void {
    this.#counts[kind] += times;
  }
}
