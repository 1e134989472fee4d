import type { MetricName } from '@millrace/shared';

export type MetricUnit = 'Count' | 'Milliseconds';

export interface Metric {
  readonly name: MetricName;
  readonly unit: MetricUnit;
  readonly value: number;
}

/** Takes what one invocation has to report, once, at its end. */
export type MetricsSink = (metrics: readonly Metric[]) => void;
