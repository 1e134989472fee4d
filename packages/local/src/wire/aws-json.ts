import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.js';
import type { WireRequest, WireResponse } from './aws-service.js';
import { parseJsonBody } from './json-body.js';
import type { JsonObject } from './members.js';

/** One operation of an AWS JSON service: takes the body's members, gives the answer's. */
export type JsonOperation = (input: JsonObject) => Promise<object> | object;

/** The operation that `X-Amz-Target: Prefix.Operation` names, or undefined for another service's target. */
export function targetOperation(
  request: Pick<WireRequest, 'headers'>,
  prefix: string,
): string | undefined {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith(`${prefix}.`)
    ? target.slice(prefix.length + 1)
    : undefined;
}

/** Answers one AWS JSON request (protocol `1.0` or `1.1`) from a table of operations. */
export async function answerAwsJson(
  request: WireRequest,
  version: '1.0' | '1.1',
  operationName: string,
  operations: ReadonlyMap<string, JsonOperation>,
): Promise<WireResponse> {
  const headers = {
    'content-type': `application/x-amz-json-${version}`,
    'x-amzn-requestid': randomUUID(),
  };
  try {
    const operation = operations.get(operationName);
    if (operation === undefined) {
      throw new AwsError(
        400,
        'UnknownOperationException',
        `The operation ${operationName} is not one that the local cloud has.`,
      );
    }
    const output = await operation(parseJsonBody(request.body));
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return {
      status: thrown.status,
      headers: {
        ...headers,
        'x-amzn-errortype': thrown.code,
        'x-amzn-query-error': `${thrown.queryCode};${thrown.status < 500 ? 'Sender' : 'Receiver'}`,
      },
      body: JSON.stringify({ __type: thrown.code, message: thrown.message, ...thrown.members }),
    };
  }
}
