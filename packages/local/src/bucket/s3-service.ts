import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../wire/aws-error.js';
import type { AwsService, WireRequest, WireResponse } from '../wire/aws-service.js';
import { signedService } from '../wire/credential-scope.js';
import { isJsonObject } from '../wire/members.js';
import { decodeSegment, queryOf, rawPath } from '../wire/request-url.js';
import { parseXml, toXml } from '../wire/xml.js';
import { decodeAwsChunked } from './aws-chunked.js';
import type { Buckets } from './buckets.js';
import { listAnswer } from './list-answer.js';
import { headersToKeep, objectAnswer } from './object-answer.js';
import { s3Error } from './s3-error.js';

/** Sub-resources of buckets and objects (`?versioning`) that the local cloud does not have. */
const foreignQuery = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** S3 on the wire, path style: buckets, and put, get, head, list, copy and delete of objects. */
export function createS3Service(buckets: Buckets, region: string): AwsService {
  return {
    name: 's3',
    accepts: (request) => signedService(request) === 's3',
    handle: async (request) => {
      try {
        return respond(answer(buckets, region, request));
      } catch (thrown) {
        if (!(thrown instanceof AwsError)) throw thrown;
        return respond(errorAnswer(thrown, request));
      }
    },
    close: async () => undefined,
  };
}

type Answer = Partial<WireResponse> & { readonly xml?: object };

function respond({ status, headers, body, xml }: Answer): WireResponse {
  return {
    status: status ?? 200,
    headers: {
      'x-amz-request-id': randomUUID(),
      ...(xml === undefined ? {} : { 'content-type': 'application/xml' }),
      ...headers,
    },
    body: xml === undefined ? (body ?? '') : toXml(xml),
  };
}

function errorAnswer(error: AwsError, request: WireRequest): Answer {
  // An answer to HEAD has no body to say more in.
  if (request.method === 'HEAD') return { status: error.status };
  const { cause: _cause, ...members } = error.members;
  return {
    status: error.status,
    xml: { Error: { Code: error.code, Message: error.message, ...members } },
  };
}

function answer(buckets: Buckets, region: string, request: WireRequest): Answer {
  const [bucket = '', ...rest] = rawPath(request).slice(1).split('/');
  const key = rest.map(decodeSegment).join('/');
  const query = queryOf(request);
  const foreign = [...query.keys()].find((name) => foreignQuery.has(name));
  if (foreign !== undefined) throw s3Error('NotImplemented', { Resource: foreign });
  if (bucket === '') return listBuckets(buckets, request);
  const name = decodeSegment(bucket);
  return key === ''
    ? bucketAnswer(buckets, region, name, query, request)
    : keyAnswer(buckets, name, key, request);
}

function listBuckets(buckets: Buckets, { method }: WireRequest): Answer {
  if (method !== 'GET') throw s3Error('MethodNotAllowed');
  const list = buckets.list().map(({ name, createdAt }) => ({
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
  }));
  return {
    xml: {
      ListAllMyBucketsResult: {
        '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/',
        Owner: { ID: 'local' },
        Buckets: { Bucket: list },
      },
    },
  };
}

function bucketAnswer(
  buckets: Buckets,
  region: string,
  name: string,
  query: URLSearchParams,
  request: WireRequest,
): Answer {
  switch (request.method) {
    case 'PUT':
      if (request.body.length > 0) parseXml(request.body);
      buckets.create(name);
      return { headers: { location: `/${name}` } };
    case 'HEAD':
      buckets.objects(name);
      return { headers: { 'x-amz-bucket-region': region } };
    case 'DELETE':
      buckets.delete(name);
      return { status: 204 };
    case 'GET': {
      const objects = buckets.objects(name);
      return query.has('location')
        ? { xml: { LocationConstraint: region === 'us-east-1' ? '' : region } }
        : { xml: listAnswer(name, objects, query) };
    }
    case 'POST':
      if (query.has('delete')) return { xml: deleteObjects(buckets, name, request.body) };
      throw s3Error('NotImplemented');
    default:
      throw s3Error('MethodNotAllowed');
  }
}

function keyAnswer(buckets: Buckets, bucket: string, key: string, request: WireRequest): Answer {
  switch (request.method) {
    case 'PUT':
      return putObject(buckets, bucket, key, request);
    case 'GET':
    case 'HEAD':
      return objectAnswer(buckets.get(bucket, key), request);
    case 'DELETE':
      buckets.remove(bucket, key);
      return { status: 204 };
    default:
      throw s3Error('MethodNotAllowed');
  }
}

function putObject(buckets: Buckets, bucket: string, key: string, request: WireRequest): Answer {
  const { headers } = request;
  if (headers['if-none-match'] === '*' && buckets.objects(bucket).has(key)) {
    throw s3Error('PreconditionFailed');
  }
  const source = headers['x-amz-copy-source'];
  if (typeof source === 'string') return copyObject(buckets, bucket, key, source);
  const body = bodyOf(request);
  const digest = headers['content-md5'];
  if (digest !== undefined && digest !== createHash('md5').update(body).digest('base64')) {
    throw s3Error('BadDigest');
  }
  const { etag } = buckets.put(bucket, key, body, headersToKeep(headers));
  return { headers: { etag } };
}

function bodyOf({ headers, body }: WireRequest): Buffer {
  const isChunked =
    /aws-chunked/.test(headers['content-encoding'] ?? '') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  return isChunked ? decodeAwsChunked(body) : body;
}

function copyObject(buckets: Buckets, bucket: string, key: string, source: string): Answer {
  const [from = '', ...rest] = source.replace(/^\//, '').split('/').map(decodeSegment);
  const original = buckets.get(from, rest.join('/'));
  const copy = buckets.put(bucket, key, original.body, original.headers);
  return {
    xml: {
      CopyObjectResult: {
        ETag: copy.etag,
        LastModified: new Date(copy.modifiedAt).toISOString(),
      },
    },
  };
}

function deleteObjects(buckets: Buckets, bucket: string, body: Buffer): object {
  const request = parseXml(body)['Delete'];
  const found = isJsonObject(request) ? request['Object'] : undefined;
  const objects: readonly unknown[] = Array.isArray(found) ? found : [found];
  const keys = objects.map((object) => (isJsonObject(object) ? object['Key'] : undefined));
  if (keys.length > 1000) throw s3Error('MalformedXML');
  const Deleted = keys.map((key) => {
    if (typeof key !== 'string' || key === '') throw s3Error('MalformedXML');
    buckets.remove(bucket, key);
    return { Key: key };
  });
  const isQuiet = isJsonObject(request) && request['Quiet'] === 'true';
  return { DeleteResult: isQuiet ? '' : { Deleted } };
}
