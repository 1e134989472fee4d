/** The CloudWatch namespace of everything that the consumer reports. */
export const metricNamespace = 'Millrace';

/** The environment variable of Powertools that names another one. */
export const metricNamespaceVariable = 'POWERTOOLS_METRICS_NAMESPACE';

/**
 * The dimension that every metric carries; its value is the service's name (`POWERTOOLS_SERVICE_NAME`).
 * An alarm must name exactly this dimension, or CloudWatch shows it nothing.
 */
export const metricDimension = 'service';

/** The names under which the consumer reports, and under which alarms and dashboards look. */
export const metricNames = {
  /** Changes in the batch. Count. */
  received: 'ChangesReceived',
  /** Changes by kind. Count. */
  inserts: 'Inserts',
  modifies: 'Modifies',
  removes: 'Removes',
  expires: 'Expires',
  /** Changes of a kind that no reaction is there for. Count. */
  ignored: 'ChangesIgnored',
  /** Changes whose reaction finished. Count. */
  handled: 'ChangesHandled',
  /** Changes whose reaction failed in a way that may pass; Lambda delivers them again. Count. */
  failed: 'ChangesFailed',
  /** Changes given back unstarted or unfinished, so that Lambda delivers them again. Count. */
  givenBack: 'ChangesGivenBack',
  /** Changes that can never succeed and were set aside whole. Count. */
  parked: 'ChangesParked',
  /** Changes that a fence showed to be repeats, and that changed nothing. Count. */
  repeated: 'ChangesRepeated',
  /** The consumer's own writes to the table that it listens to, not reacted to. Count. */
  looped: 'ChangesLooped',
  /** Batches that stopped before the function's deadline. Count. */
  deadlines: 'DeadlinesReached',
  /** Age of the batch's first record. Milliseconds. */
  batchAge: 'BatchAge',
  /** What is left of the stream's 24 hours for the batch's first record. Milliseconds. */
  retentionLeft: 'RetentionLeft',
} as const;

export type MetricName = (typeof metricNames)[keyof typeof metricNames];

/** How long DynamoDB Streams keeps a record, in milliseconds. */
export const streamRetentionMs = 24 * 60 * 60 * 1000;
