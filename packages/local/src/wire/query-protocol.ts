import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.js';
import type { WireRequest, WireResponse } from './aws-service.js';
import { queryOf } from './request-url.js';
import { toXml } from './xml.js';

/** The parameters of a query-protocol request: those of its form, or of its URL. */
export function queryParameters(request: WireRequest): URLSearchParams {
  return request.method === 'GET'
    ? queryOf(request)
    : new URLSearchParams(request.body.toString('utf8'));
}

/**
 * Answers one query-protocol request with XML: `<ActionResponse><ActionResult>…`.
 * `answer` gives what stands in the result, or undefined for an answer without one.
 */
export async function answerQuery(
  namespace: string,
  action: string,
  answer: () => Promise<object | undefined>,
): Promise<WireResponse> {
  const requestId = randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  try {
    const result = await answer();
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
