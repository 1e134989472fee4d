import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import type { Construct } from 'constructs';
import { denyPlainHttp } from './iam.js';

/** SQS keeps a message 14 days at most; a failure found on Monday week is still there. */
const fourteenDays = 14 * 24 * 3600;

/** The most that SQS takes. A parked record holds an item twice, before and after its change. */
const oneMebibyte = 1024 * 1024;

/**
 * A queue for what must not get lost: encrypted, reached over TLS only, and kept as
 * long as SQS can.
 *
 * @param visibilitySeconds how long a message is hidden from others once received.
 */
export function safeQueue(
  scope: Construct,
  id: string,
  name: string,
  visibilitySeconds: number,
): SqsQueue {
  const queue = new SqsQueue(scope, id, {
    name,
    messageRetentionSeconds: fourteenDays,
    maxMessageSize: oneMebibyte,
    visibilityTimeoutSeconds: visibilitySeconds,
    sqsManagedSseEnabled: true,
  });
  new SqsQueuePolicy(scope, `${id}_tls`, {
    queueUrl: queue.url,
    policy: denyPlainHttp('sqs', [queue.arn]),
  });
  return queue;
}
