import type { IncomingHttpHeaders } from 'node:http';
import type { WireResponse } from '../wire/aws-service.js';
import { s3Error } from './s3-error.js';
import type { StoredObject } from './stored-object.js';

/** Headers that S3 keeps with an object and gives back. */
const keptHeaders =
  /^(content-type|content-disposition|content-language|cache-control|expires|x-amz-meta-.+|x-amz-checksum-(?!mode|algorithm|type).+)$/;

/** What of a PutObject's headers is kept with the object. */
export function headersToKeep(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    keptHeaders.test(name) && typeof value === 'string' ? [[name, value] as const] : [],
  );
  const encoding = headers['content-encoding']
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '')
    .join(',');
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(kept),
    ...(encoding === undefined || encoding === '' ? {} : { 'content-encoding': encoding }),
  };
}

/** Answers GetObject, or HeadObject without the body; with `Range`, a part. @throws AwsError 416, 412. */
export function objectAnswer(
  object: StoredObject,
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
): WireResponse {
  const { range, 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  if (ifMatch !== undefined && ifMatch !== object.etag) throw s3Error('PreconditionFailed');
  const headers = { ...headersOf(object, request.headers), etag: object.etag };
  if (ifNoneMatch === object.etag) return { status: 304, headers, body: '' };
  const part = range === undefined ? undefined : readRange(range, object.body.length);
  const body = part === undefined ? object.body : object.body.subarray(part.first, part.last + 1);
  return {
    status: part === undefined ? 200 : 206,
    headers: {
      ...headers,
      'last-modified': new Date(object.modifiedAt).toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': String(body.length),
      ...(part === undefined
        ? {}
        : { 'content-range': `bytes ${part.first}-${part.last}/${object.body.length}` }),
    },
    body: request.method === 'HEAD' ? '' : body,
  };
}

function headersOf(
  object: StoredObject,
  asked: IncomingHttpHeaders,
): Readonly<Record<string, string>> {
  // A checksum of the whole would be held against a part, or against a body that nobody asked to check.
  const withChecksums = asked['x-amz-checksum-mode'] === 'ENABLED' && asked.range === undefined;
  return Object.fromEntries(
    Object.entries(object.headers).filter(
      ([name]) => withChecksums || !name.startsWith('x-amz-checksum-'),
    ),
  );
}

function readRange(
  range: string,
  size: number,
): { readonly first: number; readonly last: number } | undefined {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range);
  const [, from = '', to = ''] = parts ?? [];
  if (parts === null || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) throw s3Error('InvalidRange');
  return { first, last };
}
