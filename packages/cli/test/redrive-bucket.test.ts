import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

let local: LocalCloud;
let s3: S3Client;
beforeAll(async () => {
  local = await LocalCloud.start();
  s3 = new S3Client({
    endpoint: local.endpoint,
    region: local.cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
});
afterAll(async () => {
  s3.destroy();
  await local.stop();
});

const keysOf = async (Bucket: string) => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key ?? '');
};

test('a redrive runs what a mapping put into a bucket, and removes each object when it is done', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'failures' }));
  const streamArn = await local.createTable('orders');
  await local.createFunction(
    'failing',
    "exports.handler = async () => { throw new Error('no'); };",
  );
  await local.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'failing',
      EventSourceArn: streamArn,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } },
    }),
  );
  await local.put('orders', 'a', { round: '0' });
  await local.put('orders', 'a', { round: '1' });
  await eventually(async () => (await keysOf('failures')).length > 0, 'the failure object');
  const handler = await handlerFile(await freshFolder());
  await eventually(async () => {
    await runCli(local.endpoint, [
      ...['redrive', 's3://failures/aws/lambda/', '--handler', handler.path, '--yes'],
    ]);
    return (await handler.seen()).length === 2;
  }, 'both changes to be run');
  expect((await handler.seen()).map(({ round }) => round)).toEqual([0, 1]);
  expect(await keysOf('failures')).toEqual([]);
});

test('a redrive fetches a parked record that was too large for its queue from the bucket', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'parked' }));
  const record = {
    ...{ eventID: 'e', eventName: 'INSERT', eventVersion: '1.1', eventSource: 'aws:dynamodb' },
    ...{ awsRegion: 'eu-central-1' },
    eventSourceARN: 'arn:aws:dynamodb:eu-central-1:000000000000:table/gone/stream/2026',
    dynamodb: {
      ...{ ApproximateCreationDateTime: 1_500_000_000, Keys: { id: { S: 'large' } } },
      ...{ SequenceNumber: '100000000000000000000001', SizeBytes: 1 },
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
  const Body = JSON.stringify({ version: '1', record });
  await s3.send(new PutObjectCommand({ Bucket: 'parked', Key: 'parked/e.json', Body }));
  const { url } = await local.createQueue('parking');
  const MessageBody = JSON.stringify({
    version: '1',
    stored: { bucket: 'parked', key: 'parked/e.json' },
  });
  await local.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  const handler = await handlerFile(await freshFolder());
  const { code } = await runCli(local.endpoint, [
    ...['redrive', url, '--handler', handler.path, '--yes'],
  ]);
  expect(code).toBe(0);
  expect((await handler.seen()).map(({ id }) => id)).toEqual(['large']);
});

test.each(['s3://', 's3:///aws/lambda/'])(
  'a redrive of %s says that this names no bucket',
  async (from) => {
    const { code, stderr } = await runCli(local.endpoint, ['redrive', from, '--dry-run']);
    expect(stderr).toMatch(/names no bucket.*\[INVALID_INBOX\]/);
    expect(code).toBe(1);
  },
);
