import type { AwsService } from '../wire/aws-service.js';
import { signedService } from '../wire/credential-scope.js';
import { answerRestJson } from '../wire/rest-json.js';
import { AsyncInvocations, type AsyncInvocationsOptions } from './async-invocations.js';
import { functionRoutes } from './function-routes.js';
import type { Functions } from './functions.js';
import { invokeRoute } from './invoke-route.js';
import { mappingRoutes } from './mapping-routes.js';
import type { Mappings } from './mappings.js';
import { tagRoutes } from './tag-routes.js';

/** Lambda on the wire: functions, invocations, event source mappings. */
export function createLambdaService(
  functions: Functions,
  mappings: Mappings,
  options: AsyncInvocationsOptions = {},
): AwsService {
  const later = new AsyncInvocations(functions, options);
  const routes = [
    ...functionRoutes(functions),
    invokeRoute(functions, later),
    ...mappingRoutes(mappings, functions),
    ...tagRoutes(functions, mappings),
  ];
  return {
    name: 'lambda',
    accepts: (request) =>
      /^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings|tags)/.test(request.url) ||
      signedService(request) === 'lambda',
    handle: (request) => answerRestJson(request, routes),
    close: () => later.stop(),
  };
}
