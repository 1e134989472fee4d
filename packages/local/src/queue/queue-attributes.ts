import { AwsError } from '../wire/aws-error.js';
import type { Queue } from './queue.js';

/**
 * A queue's attributes as GetQueueAttributes gives them: all text.
 * @throws AwsError 400 for a name that SQS does not have.
 */
export function queueAttributes(
  queue: Queue,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const { visible, inFlight, delayed } = queue.counts();
  const { settings } = queue;
  const all: Record<string, string> = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    VisibilityTimeout: String(settings.VisibilityTimeout),
    MaximumMessageSize: String(settings.MaximumMessageSize),
    MessageRetentionPeriod: String(settings.MessageRetentionPeriod),
    DelaySeconds: String(settings.DelaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.ReceiveMessageWaitTimeSeconds),
    SqsManagedSseEnabled: 'true',
    ...(settings.RedrivePolicy === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify(settings.RedrivePolicy) }),
    ...settings.kept,
  };
  if (names.includes('All')) return all;
  const asked = names.filter((name) => Object.hasOwn(all, name));
  const unknown = names.find((name) => !Object.hasOwn(all, name) && !optionalNames.has(name));
  if (unknown !== undefined) {
    throw new AwsError(400, 'InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  }
  return Object.fromEntries(asked.map((name) => [name, all[name] ?? '']));
}

const optionalNames = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
