import { Metrics } from '@aws-lambda-powertools/metrics';
import { metricNamespace, metricNamespaceVariable } from '@millrace/shared';
import type { MetricsSink } from './metrics-sink.js';

/**
 * Writes CloudWatch's embedded metric format with Powertools for AWS Lambda: one line an invocation,
 * no call to CloudWatch. Namespace and service come from the environment; see `metric-names` of
 * `@millrace/shared` for what alarms look for.
 */
export function createPowertoolsMetrics(): MetricsSink {
  const namespace = process.env[metricNamespaceVariable] ?? metricNamespace;
  const powertools = new Metrics({ namespace });
  return (metrics) => {
    for (const { name, unit, value } of metrics) powertools.addMetric(name, unit, value);
    powertools.publishStoredMetrics();
  };
}
