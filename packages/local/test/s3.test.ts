import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../src/index.js';
import { clientSettings } from './support/serve.js';

let cloud: Cloud;
let s3: S3Client;
let count = 0;

beforeAll(async () => {
  cloud = await startCloud({ region: 'eu-west-1' });
  s3 = new S3Client({ ...clientSettings(cloud.endpoint), forcePathStyle: true });
});
afterAll(() => cloud.stop());

async function newBucket(): Promise<string> {
  count += 1;
  const Bucket = `bucket-${count}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

const put = (Bucket: string, Key: string, Body: PutObjectCommand['input']['Body'] = 'text') =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function textOf(Bucket: string, Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

describe('S3, by the SDK', () => {
  test('gives back what was put, with type and metadata', async () => {
    const Bucket = await newBucket();
    const Key = 'aws/lambda/ü & <b>+ a//b.json';
    const { ETag } = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: '{"a":1}',
        ContentType: 'application/json',
        Metadata: { origin: 'test' },
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('{"a":1}');
    expect(got).toMatchObject({
      ETag,
      ContentType: 'application/json',
      Metadata: { origin: 'test' },
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 7, ETag });
  });

  test('takes a stream, which comes in chunks', async () => {
    const Bucket = await newBucket();
    const text = 'line\r\n'.repeat(50_000);
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from(
          [text.slice(0, 70_000), text.slice(70_000)].map((part) => Buffer.from(part)),
        ),
        ContentLength: text.length,
      }),
    );
    expect(await textOf(Bucket, 'stream')).toBe(text);
  });

  test('gives a range', async () => {
    const Bucket = await newBucket();
    await put(Bucket, 'k', '0123456789');
    const range = async (Range: string) => {
      const { Body, ContentRange } = await s3.send(
        new GetObjectCommand({ Bucket, Key: 'k', Range }),
      );
      return [await Body?.transformToString(), ContentRange];
    };
    expect(await range('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
    expect(await range('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
    await expect(range('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('lists by prefix and delimiter, page by page, in the order of bytes', async () => {
    const Bucket = await newBucket();
    for (const key of ['b', 'a/1', 'a/2', 'c/1', 'ü', 'a/3']) await put(Bucket, key);
    const pages: unknown[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken }),
      );
      pages.push([
        page.Contents?.map(({ Key }) => Key) ?? [],
        page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      ]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(pages).toEqual([
      [['b'], ['a/']],
      [['ü'], ['c/']],
    ]);
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a/', StartAfter: 'a/1' }),
    );
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a/2', 'a/3']);
    const older = await s3.send(new ListObjectsCommand({ Bucket, Marker: 'a/3', MaxKeys: 1 }));
    expect(older).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'b' }] });
  });

  test('deletes one object, or many', async () => {
    const Bucket = await newBucket();
    for (const key of ['1', '2 & <x>', '3']) await put(Bucket, key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: '1' }));
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: '2 & <x>' }, { Key: 'none' }] },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['2 & <x>', 'none']);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['3']);
  });

  test('copies an object', async () => {
    const Bucket = await newBucket();
    await put(Bucket, 'from', 'copied');
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
    expect(await textOf(Bucket, 'to')).toBe('copied');
  });

  test('puts once where that is the condition', async () => {
    const Bucket = await newBucket();
    const once = () =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' }));
    await once();
    await expect(once()).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('lists buckets, and deletes an empty one only', async () => {
    const Bucket = await newBucket();
    await put(Bucket, 'k');
    await s3.send(new HeadBucketCommand({ Bucket }));
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toContain(Bucket);
    const remove = () => s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(remove()).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await remove();
    await expect(put(Bucket, 'k')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('refuses what it does not have, by name', async () => {
    const Bucket = await newBucket();
    await expect(textOf(Bucket, 'none')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'UPPER' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    const acl = await fetch(`${cloud.endpoint}/${Bucket}?acl`, {
      headers: { authorization: 'AWS4 Credential=a/20261124/eu-west-1/s3/aws4_request' },
    });
    expect(acl.status).toBe(400);
    expect(await acl.text()).toContain('<Code>NotImplemented</Code>');
  });
});
