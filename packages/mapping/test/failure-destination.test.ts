import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from '@jest/globals';
import { failureDestination } from '../src/aws/failure-destination.js';
import type { FailureDocument } from '../src/seams.js';
import { type Answer, AwsEndpoint, type Request } from './support/aws-endpoint.js';
import { streamArn } from './support/records.js';

const { signal } = new AbortController();
const document: FailureDocument = {
  requestContext: {
    requestId: 'r',
    functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:orders',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 2,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2025-06-05T18:22:26.479Z',
  DDBStreamBatchInfo: {
    shardId: 'shardId-00000001573689847184-864758bb',
    startSequenceNumber: '1',
    endSequenceNumber: '2',
    approximateArrivalOfFirstRecord: '2025-06-05T18:21:49Z',
    approximateArrivalOfLastRecord: '2025-06-05T18:21:49Z',
    batchSize: 2,
    streamArn,
  },
};
const failure = {
  mappingUuid: '11111111-2222-4333-8444-555555555555',
  document,
  payload: '{"Records":[1.0]}',
};

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const opened: { destroy(): void }[] = [];
let endpoint: AwsEndpoint;

afterEach(async () => {
  for (const client of opened.splice(0)) client.destroy();
  await endpoint.close();
});

function keep<T extends { destroy(): void }>(client: T): T {
  opened.push(client);
  return client;
}

async function destination(arn: string, answer: (request: Request) => Answer) {
  endpoint = await AwsEndpoint.listen(answer);
  return failureDestination(arn, {
    sqs: () => keep(new SQSClient(endpoint.config)),
    sns: () => keep(new SNSClient(endpoint.config)),
    s3: () => keep(new S3Client({ ...endpoint.config, forcePathStyle: true })),
  });
}

test('a queue gets the document as the body of a message, its address asked for once', async () => {
  const queue = await destination('arn:aws:sqs:eu-central-1:000000000000:failed', ({ headers }) =>
    String(headers['x-amz-target']).endsWith('GetQueueUrl')
      ? { body: { QueueUrl: `${endpoint.config.endpoint}/000000000000/failed` } }
      : { body: { MessageId: 'm', MD5OfMessageBody: md5(JSON.stringify(document)) } },
  );
  await queue.send(failure, signal);
  await queue.send(failure, signal);
  const bodies = endpoint.requests.map(({ body }) => JSON.parse(body));
  expect(bodies).toHaveLength(3);
  expect(bodies[0]).toMatchObject({ QueueName: 'failed', QueueOwnerAWSAccountId: '000000000000' });
  expect(bodies[1].MessageBody).toBe(JSON.stringify(document));
});

test('a topic gets the document as the message', async () => {
  const topicArn = 'arn:aws:sns:eu-central-1:000000000000:failed';
  const topic = await destination(topicArn, () => ({
    headers: { 'content-type': 'text/xml' },
    body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
  }));
  await topic.send(failure, signal);
  const sent = new URLSearchParams(endpoint.requests[0]?.body);
  expect(sent.get('TopicArn')).toBe(topicArn);
  expect(sent.get('Message')).toBe(JSON.stringify(document));
});

test('a bucket gets an object with the whole event as text, under the documented key', async () => {
  const bucket = await destination('arn:aws:s3:::failed-batches', () => ({}));
  await bucket.send(failure, signal);
  const [request] = endpoint.requests;
  expect(request?.method).toBe('PUT');
  expect(request?.url).toMatch(
    /^\/failed-batches\/aws\/lambda\/11111111-2222-4333-8444-555555555555\/shardId-00000001573689847184-864758bb\/2025\/06\/05\/2025-06-05T18\.22\.26-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(\?|$)/,
  );
  expect(request?.body).toContain(JSON.stringify({ ...document, payload: failure.payload }));
});

test('anything else is refused with the mend', async () => {
  endpoint = await AwsEndpoint.listen(() => ({}));
  const clients = {
    sqs: () => keep(new SQSClient({})),
    sns: () => keep(new SNSClient({})),
    s3: () => keep(new S3Client({})),
  };
  expect(() => failureDestination('kafka://topic', clients)).toThrow(
    /Name the ARN of an SQS queue, an SNS topic or an S3 bucket/,
  );
});
