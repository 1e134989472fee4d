import type { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { PolicyStatement } from './iam.js';

/** What the reactions write to. */
export interface ReactionTargets {
  readonly projection: DynamodbTable;
  readonly bus: CloudwatchEventBus;
  readonly parking: SqsQueue;
  /** For records that are too large for the queue. */
  readonly parkingBucket: S3Bucket | undefined;
}

/** What the reactions of the Orders function do, and nothing else. */
export function reactionGrants(targets: ReactionTargets): readonly PolicyStatement[] {
  return [
    {
      Sid: 'Project',
      Effect: 'Allow',
      Action: ['dynamodb:PutItem'],
      Resource: targets.projection.arn,
    },
    {
      Sid: 'Notify',
      Effect: 'Allow',
      Action: ['events:PutEvents'],
      Resource: targets.bus.arn,
    },
    {
      Sid: 'Park',
      Effect: 'Allow',
      Action: ['sqs:SendMessage'],
      Resource: targets.parking.arn,
    },
    ...(targets.parkingBucket === undefined
      ? []
      : [
          {
            // The handler names each object after its record, so the wildcard ends at this bucket.
            Sid: 'ParkLarge',
            Effect: 'Allow' as const,
            Action: ['s3:PutObject'],
            Resource: `${targets.parkingBucket.arn}/*`,
          },
        ]),
  ];
}
