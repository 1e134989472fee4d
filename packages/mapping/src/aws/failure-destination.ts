import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { MappingError } from '../errors.js';
import type { FailureDestination } from '../seams.js';
import { S3Destination } from './s3-destination.js';
import { SnsDestination } from './sns-destination.js';
import { SqsDestination } from './sqs-destination.js';

/** Makes the client of a service, on demand: most mappings need one of them at most. */
export interface DestinationClients {
  sqs(): SQSClient;
  sns(): SNSClient;
  s3(): S3Client;
}

/**
 * The on-failure destination that an ARN names: a queue, a topic or a bucket.
 *
 * @throws MappingError `UNSUPPORTED_DESTINATION` for anything else, Kafka topics among it.
 */
export function failureDestination(arn: string, clients: DestinationClients): FailureDestination {
  switch (arn.split(':')[2]) {
    case 'sqs':
      return new SqsDestination({ client: clients.sqs(), queueArn: arn });
    case 'sns':
      return new SnsDestination({ client: clients.sns(), topicArn: arn });
    case 's3':
      return new S3Destination({ client: clients.s3(), bucketArn: arn });
    default:
      throw new MappingError(
        'UNSUPPORTED_DESTINATION',
        `${arn} is no destination for failed batches. Name the ARN of an SQS queue, an SNS topic or an S3 bucket.`,
      );
  }
}
