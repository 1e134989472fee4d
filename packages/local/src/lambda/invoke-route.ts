import { AwsError } from '../wire/aws-error.js';
import type { RestCall, RestRoute } from '../wire/rest-json.js';
import type { AsyncInvocations } from './async-invocations.js';
import { referenceOf } from './function-routes.js';
import type { Functions } from './functions.js';
import { validationError } from './lambda-errors.js';

/** Lambda's limits on an invocation's payload, in bytes. */
const payloadLimits = {
  RequestResponse: 6 * 1024 * 1024,
  Event: 1024 * 1024,
  DryRun: 6 * 1024 * 1024,
};

type InvocationType = keyof typeof payloadLimits;

/** Lambda's Invoke: and wait, or and forget, or not at all. */
export function invokeRoute(functions: Functions, later: AsyncInvocations): RestRoute {
  return {
    method: 'POST',
    path: '/2015-03-31/functions/{name}/invocations',
    answer: async (call) => {
      const reference = referenceOf(call);
      const type = invocationType(call);
      const payload = readPayload(call, type);
      const { version } = functions.resolve(reference);
      switch (type) {
        case 'DryRun':
          return { status: 204 };
        case 'Event':
          later.add(reference, payload);
          return { status: 202 };
        case 'RequestResponse': {
          const result = await functions.invoke(reference, payload);
          return {
            headers: {
              'x-amzn-requestid': result.requestId,
              'x-amz-executed-version': version.version,
              ...(result.functionError === undefined
                ? {}
                : { 'x-amz-function-error': result.functionError }),
              ...(call.headers['x-amz-log-type'] === 'Tail'
                ? { 'x-amz-log-result': Buffer.from(result.logTail).toString('base64') }
                : {}),
            },
            body: result.payload,
          };
        }
      }
    },
  };
}

function invocationType(call: RestCall): InvocationType {
  const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (typeof type === 'string' && Object.hasOwn(payloadLimits, type)) return type as InvocationType;
  throw validationError(
    type,
    'invocationType',
    'Member must satisfy enum value set: [Event, RequestResponse, DryRun]',
  );
}

function readPayload(call: RestCall, type: InvocationType): string {
  const limit = payloadLimits[type];
  if (call.body.length > limit) {
    throw new AwsError(
      413,
      'RequestTooLargeException',
      `${call.body.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
      { members: { Type: 'User' } },
    );
  }
  const text = call.body.toString('utf8');
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new AwsError(
      400,
      'InvalidRequestContentException',
      `Could not parse request body into json: ${cause instanceof Error ? cause.message : cause}`,
      { members: { Type: 'User' } },
    );
  }
}
