import { listObjects, type ObjectList } from './list-objects.js';
import { s3Error } from './s3-error.js';
import type { StoredObject } from './stored-object.js';

/** The XML document of ListObjects or, with `list-type=2`, ListObjectsV2. */
export function listAnswer(
  bucket: string,
  all: ReadonlyMap<string, StoredObject>,
  query: URLSearchParams,
): object {
  const isSecond = query.get('list-type') === '2';
  const token = query.get('continuation-token');
  const after = isSecond
    ? token === null
      ? (query.get('start-after') ?? '')
      : readToken(token)
    : (query.get('marker') ?? '');
  const list = listObjects(all, query, after);
  const written =
    query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  return {
    ListBucketResult: {
      '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/',
      Name: bucket,
      Prefix: written(list.prefix),
      ...(list.delimiter === '' ? {} : { Delimiter: written(list.delimiter) }),
      MaxKeys: list.maxKeys,
      ...(query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
      IsTruncated: list.next !== undefined,
      ...(isSecond ? secondMembers(list, token) : firstMembers(list, after, written)),
      Contents: list.objects.map((object) => ({
        Key: written(object.key),
        LastModified: new Date(object.modifiedAt).toISOString(),
        ETag: object.etag,
        Size: object.body.length,
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: list.commonPrefixes.map((prefix) => ({ Prefix: written(prefix) })),
    },
  };
}

function secondMembers(list: ObjectList, token: string | null): object {
  return {
    KeyCount: list.objects.length + list.commonPrefixes.length,
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(list.next === undefined
      ? {}
      : { NextContinuationToken: Buffer.from(list.next).toString('base64url') }),
  };
}

function firstMembers(list: ObjectList, marker: string, written: (text: string) => string): object {
  return {
    Marker: written(marker),
    ...(list.next === undefined ? {} : { NextMarker: written(list.next) }),
  };
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (Buffer.from(text).toString('base64url') === token) return text;
  throw s3Error('InvalidArgument', { ArgumentName: 'continuation-token' });
}
