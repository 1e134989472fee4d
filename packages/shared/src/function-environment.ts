import { metricNamespaceVariable } from './metric-names.js';

/**
 * The environment variables of the Orders function: what the stack sets and the function reads. A
 * reaction is active only when its variable is set; the audit always is.
 */
export const functionEnvironment = {
  /** URL of the SQS queue that takes records which can never succeed. */
  parkingQueueUrl: 'PARKING_QUEUE_URL',
  /** S3 bucket for parked records over the queue's message limit. Optional. */
  parkingBucketName: 'PARKING_BUCKET_NAME',
  /** Table of the read model "orders by customer". Unset: no projection. */
  projectionTableName: 'PROJECTION_TABLE_NAME',
  /** Name or ARN of the EventBridge bus. Unset: no notifications. */
  eventBusName: 'EVENT_BUS_NAME',
  /** Attributes that the audit never logs: paths, separated by commas. */
  redactedAttributes: 'REDACTED_ATTRIBUTES',
  /** Powertools: the service's name in logs, and the dimension of the metrics. */
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  /** Powertools: the namespace of the metrics. */
  metricsNamespace: metricNamespaceVariable,
} as const;

/**
 * The largest message that the parking queue takes, in bytes: 1 MiB, SQS's limit since August 2025
 * (256 KiB before). A queue made by Terraform still starts at 256 KiB, so the stack must ask for it.
 */
export const parkingMessageLimit = 1_048_576;
