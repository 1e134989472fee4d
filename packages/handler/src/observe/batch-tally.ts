import { type ChangeKind, type MetricName, metricNames, streamRetentionMs } from '@millrace/shared';
import type { Metric } from './metrics-sink.js';

/** What can be counted, by its name in `metricNames`. */
export type Counted = Exclude<keyof typeof metricNames, 'batchAge' | 'retentionLeft'>;

const kinds = {
  insert: 'inserts',
  modify: 'modifies',
  remove: 'removes',
  expire: 'expires',
} as const satisfies Record<ChangeKind, Counted>;

/** Counts what becomes of one batch. */
export class BatchTally {
  readonly #counts = new Map<MetricName, number>();

  count(what: Counted, by = 1): void {
    const name = metricNames[what];
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  countKind(kind: ChangeKind): void {
    this.count(kinds[kind]);
  }

  /** What has been counted; a count of zero is left out. `age` is the first record's, in ms. */
  toMetrics(age: number | undefined): readonly Metric[] {
    const counts = [...this.#counts].map(
      ([name, value]): Metric => ({ name, unit: 'Count', value }),
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
