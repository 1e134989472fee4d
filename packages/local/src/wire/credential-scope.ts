import type { WireRequest } from './aws-service.js';
import { queryOf } from './request-url.js';

/**
 * The service a request was signed for, out of its credential scope
 * (`AKID/20261124/eu-west-1/sqs/aws4_request`), or undefined when it is not signed.
 */
export function signedService(request: Pick<WireRequest, 'headers' | 'url'>): string | undefined {
  const header = /Credential=[^,\s]*\/([a-z0-9-]+)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  );
  if (header !== null) return header[1];
  const presigned = queryOf(request).get('X-Amz-Credential');
  return presigned === null ? undefined : /\/([a-z0-9-]+)\/aws4_request$/.exec(presigned)?.[1];
}
