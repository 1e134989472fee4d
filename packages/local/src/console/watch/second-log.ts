import type { Second } from '../contract.js';
import { percentile } from './percentile.js';

const SECONDS_KEPT = 900;
/** More latencies of one second tell nothing new. */
const LATENCIES_KEPT = 2_000;

export type SecondCount = 'written' | 'filtered' | 'handled' | 'retried' | 'discarded';

class OpenSecond {
  readonly counts: Record<SecondCount, number> = {
    written: 0,
    filtered: 0,
    handled: 0,
    retried: 0,
    discarded: 0,
  };
  readonly latencies: number[] = [];
  iteratorAge: number | undefined;

  constructor(readonly at: number) {}

  close(): Second {
    const latencyP50 = percentile(this.latencies, 0.5);
    const latencyP95 = percentile(this.latencies, 0.95);
    return {
      at: this.at,
      ...this.counts,
      ...(latencyP50 === undefined ? {} : { latencyP50 }),
      ...(latencyP95 === undefined ? {} : { latencyP95 }),
      ...(this.iteratorAge === undefined ? {} : { iteratorAge: this.iteratorAge }),
    };
  }
}

const secondOf = (at: number) => Math.floor(at / 1_000) * 1_000;

/** What each of the last 900 seconds did. It needs no timer: seconds are closed when someone looks. */
export class SecondLog {
  #closed: Second[] = [];
  #open: OpenSecond;

  constructor(at: number) {
    this.#open = new OpenSecond(secondOf(at));
  }

  count(what: SecondCount, count: number, at: number): void {
    this.#roll(at);
    this.#open.counts[what] += count;
  }

  latency(milliseconds: number, at: number): void {
    this.#roll(at);
    const { latencies } = this.#open;
    if (latencies.length < LATENCIES_KEPT) latencies.push(milliseconds);
  }

  iteratorAge(milliseconds: number, at: number): void {
    this.#roll(at);
    this.#open.iteratorAge = Math.max(this.#open.iteratorAge ?? 0, milliseconds);
  }

  /** The seconds that have ended, the oldest first. */
  closedBy(at: number): readonly Second[] {
    this.#roll(at);
    return this.#closed;
  }

  #roll(at: number): void {
    const current = secondOf(at);
    // After a long quiet only the kept seconds need to be made.
    const first = Math.max(this.#open.at, current - SECONDS_KEPT * 1_000);
    if (this.#open.at >= current) return;
    const more: Second[] = [];
    for (let second = first; second < current; second += 1_000) {
      more.push((second === this.#open.at ? this.#open : new OpenSecond(second)).close());
    }
    this.#closed = [...this.#closed, ...more].slice(-SECONDS_KEPT);
    this.#open = new OpenSecond(current);
  }
}
