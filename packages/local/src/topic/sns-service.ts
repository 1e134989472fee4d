import type { AwsService } from '../wire/aws-service.js';
import { signedService } from '../wire/credential-scope.js';
import { type JsonObject, Members } from '../wire/members.js';
import { answerQuery } from '../wire/query-protocol.js';
import { type SnsOperation, snsOperations } from './sns-operations.js';
import type { Topics } from './topics.js';

/** SNS on the wire: the query protocol. */
export function createSnsService(topics: Topics): AwsService {
  const service = {
    namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    operations: snsOperations(topics),
    run: (operation: SnsOperation, input: JsonObject) => operation(new Members(input), input),
  };
  return {
    name: 'sns',
    bodyLimit: 4 * 1024 * 1024,
    accepts: (request) => signedService(request) === 'sns',
    handle: (request) => answerQuery(request, service),
    close: async () => undefined,
  };
}
