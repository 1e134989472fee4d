import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws-error.js';

const HEADER_PARTS = ['Credential', 'Signature', 'SignedHeaders'];
const QUERY_PARTS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
];

/**
 * Refuses a request that is not signed at all or only half, as DynamoDB does. The signature is not
 * verified: any credentials are good on a laptop.
 *
 * @throws AwsError MissingAuthenticationToken-, InvalidSignature- or IncompleteSignatureException
 */
export function checkAuthorization(headers: IncomingHttpHeaders, url: string): void {
  const header = headers.authorization;
  const queryAt = url.indexOf('?');
  const query = queryAt === -1 ? undefined : new URLSearchParams(url.slice(queryAt));
  const inQuery = query?.has('X-Amz-Algorithm') ?? false;
  if (header && inQuery) {
    throw signatureError(
      'InvalidSignatureException',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (header) checkHeader(header, headers);
  else if (query !== undefined && inQuery) checkQuery(query);
  else throw missingToken();
}

function checkHeader(header: string, headers: IncomingHttpHeaders): void {
  if (!header.trim().startsWith('AWS4-')) throw missingToken();
  const given = new Map(
    header
      .split(/,| /)
      .slice(1)
      .filter(Boolean)
      .map((part): [string, string | undefined] => {
        const [name = '', value] = part.trim().split('=');
        return [name, value];
      }),
  );
  const missing = HEADER_PARTS.filter((part) => !given.get(part)).map(
    (part) => `Authorization header requires '${part}' parameter. `,
  );
  if (!headers['x-amz-date'] && !headers.date) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  }
  if (missing.length === 0) return;
  throw signatureError(
    'IncompleteSignatureException',
    `${missing.join('')}Authorization=${header}`,
  );
}

function checkQuery(query: URLSearchParams): void {
  const missing = QUERY_PARTS.filter((part) => !query.get(part)).map(
    (part) => `AWS query-string parameters must include '${part}'. `,
  );
  if (missing.length === 0) return;
  throw signatureError(
    'IncompleteSignatureException',
    `${missing.join('')}Re-examine the query-string parameters.`,
  );
}

function missingToken(): AwsError {
  return signatureError(
    'MissingAuthenticationTokenException',
    'Request is missing Authentication Token',
  );
}

function signatureError(code: string, message: string): AwsError {
  return new AwsError(400, { __type: `com.amazon.coral.service#${code}`, message });
}
