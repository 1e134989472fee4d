import { type ChangeKind, metricNames, streamRetentionMs } from '@millrace/shared';
import type { Metric } from './metrics-sink.js';

export type Counted =
  | 'ignored'
  | 'handled'
  | 'failed'
  | 'givenBack'
  | 'parked'
  | 'repeated'
  | 'looped'
  | 'deadlines';

const kindMetrics = {
  insert: metricNames.inserts,
  modify: metricNames.modifies,
  remove: metricNames.removes,
  expire: metricNames.expires,
} as const satisfies Record<ChangeKind, string>;

/** Counts what becomes of one batch. */
export class BatchTally {
  readonly #counts = new Map<Counted, number>();
  readonly #kinds = new Map<ChangeKind, number>();
  readonly #received: number;

  constructor(received: number) {
    this.#received = received;
  }

  count(what: Counted, by = 1): void {
    if (by > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }

  countKind(kind: ChangeKind): void {
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
  }

  /** What has been counted; a count of zero is left out. `age` is the first record's, in ms. */
  toMetrics(age: number | undefined): readonly Metric[] {
    return [
      { name: metricNames.received, unit: 'Count', value: this.#received },
      ...[...this.#kinds].map(
        ([kind, value]): Metric => ({ name: kindMetrics[kind], unit: 'Count', value }),
      ),
      ...[...this.#counts].map(
        ([what, value]): Metric => ({ name: metricNames[what], unit: 'Count', value }),
      ),
      ...(age === undefined ? [] : ageMetrics(age)),
    ];
  }
}

function ageMetrics(age: number): readonly Metric[] {
  return [
    { name: metricNames.batchAge, unit: 'Milliseconds', value: Math.max(0, age) },
    { name: metricNames.retentionLeft, unit: 'Milliseconds', value: streamRetentionMs - age },
  ];
}
