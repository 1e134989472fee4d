import { AwsError } from '../wire/aws-error.js';
import type { AwsService } from '../wire/aws-service.js';
import { signedService } from '../wire/credential-scope.js';
import { Members } from '../wire/members.js';
import { unfoldParameters } from '../wire/query-parameters.js';
import { answerQuery, queryParameters } from '../wire/query-protocol.js';
import { snsOperations } from './sns-operations.js';
import type { Topics } from './topics.js';

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** SNS on the wire: the query protocol. */
export function createSnsService(topics: Topics): AwsService {
  const operations = snsOperations(topics);
  return {
    name: 'sns',
    bodyLimit: 4 * 1024 * 1024,
    accepts: (request) => signedService(request) === 'sns',
    handle: (request) => {
      const parameters = queryParameters(request);
      const action = parameters.get('Action') ?? '';
      return answerQuery(namespace, /^\w{1,64}$/.test(action) ? action : 'Unknown', async () => {
        const operation = operations.get(action);
        if (operation === undefined) {
          throw new AwsError(
            400,
            'InvalidAction',
            `The action ${action.slice(0, 64)} is not one that the local cloud has.`,
          );
        }
        const raw = unfoldParameters(parameters);
        return operation(new Members(raw), raw);
      });
    },
    close: async () => undefined,
  };
}
