import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.js';
import type { WireRequest, WireResponse } from './aws-service.js';
import type { JsonObject } from './members.js';
import { unfoldParameters } from './query-parameters.js';
import { queryOf } from './request-url.js';
import { toXml } from './xml.js';

type QueryResult = object | undefined | Promise<object | undefined>;

/** A service that speaks the query protocol. */
export interface QueryService<Operation> {
  /** The XML namespace of its answers. */
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Gives what stands in the result, or undefined for an answer without one. */
  run(operation: Operation, input: JsonObject, action: string): QueryResult;
}

/**
 * Answers one query-protocol request by the operation that its `Action` names, with XML:
 * `<ActionResponse><ActionResult>…`.
 */
export async function answerQuery<Operation>(
  request: WireRequest,
  { namespace, operations, run }: QueryService<Operation>,
): Promise<WireResponse> {
  const parameters = parametersOf(request);
  const action = parameters.get('Action') ?? '';
  const requestId = randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  try {
    const operation = operations.get(action);
    if (operation === undefined) throw invalidAction(action);
    const result = await run(operation, unfoldParameters(parameters), action);
    const response = {
      '@xmlns': namespace,
      ...(result === undefined ? {} : { [`${action}Result`]: result }),
      ResponseMetadata: { RequestId: requestId },
    };
    return { status: 200, headers, body: toXml({ [`${action}Response`]: response }) };
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    const error = {
      Type: thrown.status < 500 ? 'Sender' : 'Receiver',
      Code: thrown.queryCode.replace(/^.*#/, ''),
      Message: thrown.message,
    };
    return {
      status: thrown.status,
      headers,
      body: toXml({
        ErrorResponse: { '@xmlns': namespace, Error: error, RequestId: requestId },
      }),
    };
  }
}

/** The parameters are those of the request's form, or of its URL. */
function parametersOf(request: WireRequest): URLSearchParams {
  return request.method === 'GET'
    ? queryOf(request)
    : new URLSearchParams(request.body.toString('utf8'));
}

function invalidAction(action: string): AwsError {
  const message = `The action ${action.slice(0, 64)} is not one that the local cloud has.`;
  return new AwsError(400, 'InvalidAction', message);
}
