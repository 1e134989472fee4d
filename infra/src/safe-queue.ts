import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { Construct } from 'constructs';

/** SQS keeps a message 14 days at most; a failure found on Monday week is still there. */
const fourteenDays = 14 * 24 * 3600;

/** The most that SQS takes. A parked record holds an item twice, before and after its change. */
const oneMebibyte = 1024 * 1024;

/**
 * A queue for what must not get lost: encrypted, and kept as long as SQS can.
 *
 * @param visibilitySeconds how long a message is hidden from others once received.
 */
export function safeQueue(
  scope: Construct,
  id: string,
  name: string,
  visibilitySeconds: number,
): SqsQueue {
  return new SqsQueue(scope, id, {
    name,
    messageRetentionSeconds: fourteenDays,
    maxMessageSize: oneMebibyte,
    visibilityTimeoutSeconds: visibilitySeconds,
    sqsManagedSseEnabled: true,
  });
}
