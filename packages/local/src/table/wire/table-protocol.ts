import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse } from '../../wire/aws-service.js';
import { AwsError, internalServerError, serializationException } from '../aws-error.js';
import type { Members } from '../engine/engine-types.js';
import { TableStoreError } from '../engine/table-store-error.js';
import { APIS } from '../operations/index.js';
import { MISSING_OPERATIONS } from '../operations/missing-operations.js';
import { JsonText, type Operation } from '../operations/operation.js';
import { checkAuthorization } from './check-authorization.js';
import { crc32 } from './crc32.js';

const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const JSON_1_0 = 'application/x-amz-json-1.0';

/** Runs one operation; the table service's only way in. */
export type RunOperation = (operation: Operation, body: Members) => Promise<Members | JsonText>;

/** Reports a fault of ours, which the client sees as an InternalServerError only. */
export type ReportFault = (error: unknown, target: string) => void;

/**
 * DynamoDB's AWS JSON 1.0: in the order in which DynamoDB checks things, with the answers that
 * dynalite recorded of it.
 */
export async function answerRequest(
  request: WireRequest,
  run: RunOperation,
  reportFault: ReportFault,
): Promise<WireResponse> {
  if (request.body.length > MAX_REQUEST_BYTES) return { status: 413, headers: {}, body: '' };
  if (request.method === 'GET') {
    return plain(200, 'healthy: dynamodb.us-east-1.amazonaws.com ');
  }
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  const isJson = contentType === 'application/json' || contentType === JSON_1_0;
  if (request.method !== 'POST' || (request.body.length > 0 && !isJson)) {
    return plain(404, '<UnknownOperationException/>\n');
  }
  const answerType = contentType === JSON_1_0 ? JSON_1_0 : 'application/json';
  try {
    return json(200, await runRequest(request, run), answerType);
  } catch (error) {
    const known = answerTo(error);
    if (known.status >= 500) reportFault(error, String(request.headers['x-amz-target']));
    return json(known.status, { ...known.body }, answerType);
  }
}

function answerTo(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  // Whoever runs the client runs the folder, too, and is the one who can make room.
  return internalServerError(error instanceof TableStoreError ? error.message : undefined);
}

async function runRequest(request: WireRequest, run: RunOperation): Promise<Members | JsonText> {
  const body = parseBody(request.body);
  const operation = findOperation(request.headers['x-amz-target']);
  checkAuthorization(request.headers, request.url);
  // DynamoDB looks at the signature before it minds that there is no body.
  if (body === undefined) throw serializationException();
  return run(operation, body);
}

function parseBody(bytes: Buffer): Members | undefined {
  if (bytes.length === 0) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString());
  } catch {
    throw serializationException();
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw serializationException();
  }
  return body as Members;
}

function findOperation(target: string | string[] | undefined): Operation {
  const [api, name, ...rest] = String(target ?? '').split('.');
  const operation = rest.length > 0 ? undefined : APIS.get(api ?? '')?.get(name ?? '');
  if (operation !== undefined) return operation;
  throw new AwsError(400, {
    __type: 'com.amazon.coral.service#UnknownOperationException',
    ...(MISSING_OPERATIONS.has(name ?? '')
      ? {
          message: `The embedded table has no ${name}: it takes AWS, or another endpoint, to call it`,
        }
      : {}),
  });
}

function json(status: number, answer: Members | JsonText, contentType: string): WireResponse {
  const body = answer instanceof JsonText ? answer.text : JSON.stringify(answer);
  return {
    status,
    headers: {
      'x-amzn-RequestId': requestId(),
      'x-amz-crc32': String(crc32(body)),
      'content-type': contentType,
    },
    body,
  };
}

function plain(status: number, body: string): WireResponse {
  const headers = { 'x-amzn-RequestId': requestId(), 'x-amz-crc32': String(crc32(body)) };
  return { status, headers, body };
}

/** 52 capital letters and digits, as DynamoDB's are. */
function requestId(): string {
  return `${randomUUID()}${randomUUID()}`.replaceAll('-', '').slice(0, 52).toUpperCase();
}
