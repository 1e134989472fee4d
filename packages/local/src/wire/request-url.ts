import { AwsError } from './aws-error.js';
import type { WireRequest } from './aws-service.js';

/** The path of a request as sent: still percent-encoded, without the query. */
export function rawPath(request: Pick<WireRequest, 'url'>): string {
  const end = request.url.indexOf('?');
  return end < 0 ? request.url : request.url.slice(0, end);
}

/** The query of a request, decoded. */
export function queryOf(request: Pick<WireRequest, 'url'>): URLSearchParams {
  const start = request.url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : request.url.slice(start + 1));
}

/** Decodes one path segment. @throws AwsError 400 when its percent-encoding is broken. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError(400, 'InvalidURI', `Could not decode the path segment '${segment}'.`);
  }
}
