import { type ChangeKind, metricNames, streamRetentionMs } from '@millrace/shared';
import type { Metric } from './metrics-sink.js';

/** What can be counted, by its name in `metricNames`. */
export type Counted = Exclude<keyof typeof metricNames, 'batchAge' | 'retentionLeft'>;

const kinds = {
  insert: 'inserts',
  modify: 'modifies',
  remove: 'removes',
  expire: 'expires',
} as const satisfies Record<ChangeKind, Counted>;

// All of them from the start: an object that keeps its shape counts several times faster.
const noCounts = Object.fromEntries(Object.keys(metricNames).map((name) => [name, 0])) as Record<
  Counted,
  number
>;

/** Counts what becomes of one batch. */
export class BatchTally {
  readonly #counts = { ...noCounts };

  count(what: Counted, by = 1): void {
    this.#counts[what] += by;
  }

  countKind(kind: ChangeKind): void {
    this.count(kinds[kind]);
  }

  /** What has been counted; a count of zero is left out. `age` is the first record's, in ms. */
  toMetrics(age: number | undefined): readonly Metric[] {
    const counts = (Object.keys(this.#counts) as Counted[])
      .filter((what) => this.#counts[what] > 0)
      .map(
        (what): Metric => ({ name: metricNames[what], unit: 'Count', value: this.#counts[what] }),
      );
    return age === undefined ? counts : [...counts, ...ageMetrics(age)];
  }
}

function ageMetrics(age: number): readonly Metric[] {
  return [
    { name: metricNames.batchAge, unit: 'Milliseconds', value: Math.max(0, age) },
    { name: metricNames.retentionLeft, unit: 'Milliseconds', value: streamRetentionMs - age },
  ];
}
