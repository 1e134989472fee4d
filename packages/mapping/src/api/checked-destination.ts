import type { UpdateMappingRequest } from './mapping-request.js';
import { invalid } from './refusals.js';

/**
 * The on-failure destination of a request: undefined for none.
 *
 * @throws LambdaApiError for OnSuccess (text as recorded), a FIFO queue or topic, and anything that
 *   is not a queue, a topic or a bucket.
 */
export function checkedDestination({
  DestinationConfig,
}: UpdateMappingRequest): string | undefined {
  if (DestinationConfig?.OnSuccess?.Destination !== undefined) {
    throw invalid('Unsupported DestinationConfig parameter for given event source mapping type.');
  }
  const arn = DestinationConfig?.OnFailure?.Destination;
  if (arn === undefined || arn === '') return undefined;
  const isKnown = /^arn:[^:]+:(sqs|sns):[^:]+:\d{12}:[^:]+$|^arn:[^:]+:s3:::[^/]+$/.test(arn);
  if (!isKnown || arn.endsWith('.fifo')) {
    throw invalid(
      `Invalid on-failure destination: ${arn}. It must be the ARN of a standard SQS queue, a standard SNS topic or an S3 bucket.`,
    );
  }
  return arn;
}
