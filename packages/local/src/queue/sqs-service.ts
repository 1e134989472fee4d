import { answerAwsJson, targetOperation } from '../wire/aws-json.js';
import type { AwsService } from '../wire/aws-service.js';
import { signedService } from '../wire/credential-scope.js';
import { messageLimit } from './queue-settings.js';
import type { Queues } from './queues.js';
import { type QueueUrlOf, sqsOperations } from './sqs-operations.js';
import { answerSqsQuery } from './sqs-query.js';

/** SQS on the wire: AWS JSON 1.0, and the query protocol of older clients. */
export function createSqsService(queues: Queues, urlOf: QueueUrlOf): AwsService {
  const operations = sqsOperations(queues, urlOf);
  return {
    name: 'sqs',
    // A batch of 1 MiB, form-encoded.
    bodyLimit: 4 * messageLimit,
    accepts: (request) =>
      targetOperation(request, 'AmazonSQS') !== undefined || signedService(request) === 'sqs',
    handle: (request) => {
      const operation = targetOperation(request, 'AmazonSQS');
      return operation === undefined
        ? answerSqsQuery(request, operations)
        : answerAwsJson(request, '1.0', operation, operations);
    },
    close: async () => queues.close(),
  };
}
