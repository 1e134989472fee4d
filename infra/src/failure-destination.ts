import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { Construct } from 'constructs';
import { ExpiringBucket } from './expiring-bucket.js';
import type { PolicyStatement } from './iam.js';
import { safeQueue } from './safe-queue.js';
import type { FailureDestination } from './settings.js';

/** Where Lambda reports the batches it gave up on, and the right to do so. */
export interface FailureTarget {
  readonly arn: string;
  readonly grants: readonly PolicyStatement[];
  /** Absent when the destination is a bucket. */
  readonly queue?: SqsQueue;
}

const bucketDays = 30;

export function failureTarget(
  scope: Construct,
  kind: FailureDestination,
  name: string,
  visibilitySeconds: number,
): FailureTarget {
  switch (kind) {
    case 'queue': {
      const queue = safeQueue(scope, 'failures', `${name}-failures`, visibilitySeconds);
      return { arn: queue.arn, queue, grants: [allow('sqs:SendMessage', queue.arn)] };
    }
    case 'bucket': {
      const { bucket } = new ExpiringBucket(scope, 'failures', name, 'failures', bucketDays);
      return {
        arn: bucket.arn,
        grants: [
          // Lambda names the objects itself, so the wildcard ends at this one bucket.
          allow('s3:PutObject', `${bucket.arn}/*`),
          { ...allow('s3:ListBucket', bucket.arn), Sid: 'FindFailures' },
        ],
      };
    }
  }
}

function allow(action: string, resource: string): PolicyStatement {
  return { Sid: 'ReportFailures', Effect: 'Allow', Action: [action], Resource: resource };
}
