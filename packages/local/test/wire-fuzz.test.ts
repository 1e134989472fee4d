import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Cloud, startCloud } from '../src/index.js';

let cloud: Cloud;
const faults: unknown[] = [];
beforeAll(async () => {
  cloud = await startCloud({
    onEvent: (event) => {
      if (event.type === 'fault') faults.push(event.error);
    },
  });
  cloud.queues.create('q');
  cloud.topics.create('t');
  cloud.buckets.create('bucket');
});
afterAll(() => cloud.stop());

const scope = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=a/20261124/us-east-1/${service}/aws4_request, x`,
});

const memberNames = [
  'QueueUrl',
  'QueueName',
  'MessageBody',
  'MessageAttributes',
  'Entries',
  'Attributes',
  'Id',
  'AttributeNames',
  'ReceiptHandle',
  'VisibilityTimeout',
  'MaxNumberOfMessages',
  'Name',
  'FunctionName',
  'Code',
  'ZipFile',
  'Role',
  'Runtime',
  'Handler',
  'Environment',
  'Timeout',
  'EventSourceArn',
  'StartingPosition',
  'FilterCriteria',
  'Filters',
  'Pattern',
  'BatchSize',
  'DestinationConfig',
  'OnFailure',
  'MetricsConfig',
  'FunctionResponseTypes',
  'Detail',
  'Source',
  'DetailType',
  'Resources',
  'EventBusName',
  'kind',
  'match',
  'times',
  '__proto__',
  'constructor',
];
const hostileText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('q', '%', '%zz', '../..', '\u0000', 'arn:aws:lambda:x', '-1', '1e999'),
);
const hostileJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    hostileText,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...memberNames), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const hostileBody = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...memberNames), hostileJson, { maxKeys: 6 })
    .map((value) => JSON.stringify(value)),
  fc.constantFrom('null', '[]', '[null]', '1', '"x"', 'true', '{', '{"__proto__":1}', '\ud800'),
  hostileText,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const sqsOperations = [
  'CreateQueue',
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'GetQueueUrl',
  'toString',
  '',
];
const eventOperations = ['PutEvents', 'CreateEventBus', 'DescribeEventBus', 'DeleteEventBus', 'x'];

const jsonCall = fc
  .oneof(
    fc.constantFrom(...sqsOperations).map((name) => `AmazonSQS.${name}`),
    fc.constantFrom(...eventOperations).map((name) => `AWSEvents.${name}`),
  )
  .chain((target) =>
    hostileBody.map((body) => ({
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': target } as Record<string, string>,
      body,
    })),
  );

const queryNames = [
  'Action',
  'QueueUrl',
  'QueueName',
  'Attribute.1.Name',
  'Attribute.1.Value',
  'Attribute.1',
  'MessageBody',
  'MessageAttribute.1.Name',
  'MessageAttribute.1.Value.DataType',
  'TopicArn',
  'SendMessageBatchRequestEntry.1.Id',
  'SendMessageBatchRequestEntry.1',
  'Name',
  'Message',
  'Attributes.entry.1.key',
  'MessageAttributes.entry.1.Name',
  'a.b.c',
  'a.b',
  '__proto__.x',
  'PublishBatchRequestEntries.member.1.Id',
];
const actions = [
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'CreateQueue',
  'Publish',
  'PublishBatch',
  'CreateTopic',
  'Subscribe',
  '<x>',
  '',
];
const queryCall = fc
  .tuple(
    fc.constantFrom('sqs', 'sns'),
    fc.constantFrom(...actions),
    fc.array(fc.tuple(fc.constantFrom(...queryNames), hostileText), { maxLength: 8 }),
  )
  .map(([service, action, pairs]) => ({
    method: 'POST',
    path: '/000000000000/q',
    headers: scope(service) as Record<string, string>,
    body: new URLSearchParams([['Action', action], ...pairs]).toString(),
  }));

const lambdaPaths = [
  '/2015-03-31/functions',
  '/2015-03-31/functions/f',
  '/2015-03-31/functions/%zz/invocations',
  '/2015-03-31/functions/f/invocations',
  '/2015-03-31/event-source-mappings/',
  '/2015-03-31/event-source-mappings/x',
  '/2015-03-31/functions/f/code',
  '/2017-10-31/functions/f/concurrency',
  '/2015-03-31/functions?MaxItems=x&Marker=%00',
  '/_millrace/functions/f/faults',
  '/_millrace/tables/t/split',
  '/_millrace/log?limit=-1',
];
const restCall = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  path: fc.constantFrom(...lambdaPaths),
  headers: fc.constant({
    ...scope('lambda'),
    'content-type': 'application/json',
  } as Record<string, string>),
  body: hostileBody,
});

const s3Call = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE'),
  path: fc
    .tuple(
      fc.constantFrom('/', '/bucket', '/bucket/', '/bucket/key', '/bucket/%zz', '//', '/b%00/x'),
      fc.constantFrom(
        '',
        '?delete',
        '?list-type=2&max-keys=x',
        '?list-type=2&continuation-token=!',
        '?uploads',
        '?prefix=%zz&delimiter=',
        '?max-keys=0',
        '?location',
      ),
    )
    .map((parts) => parts.join('')),
  headers: fc
    .record(
      {
        'content-encoding': fc.constantFrom('aws-chunked', 'gzip'),
        range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'bytes=-', 'lines=1-2'),
        'x-amz-copy-source': fc.constantFrom('bucket/none', '%zz', '', '/'),
        'content-md5': fc.constantFrom('x', ''),
      },
      { requiredKeys: [] },
    )
    .map((headers) => ({ ...headers, ...scope('s3') }) as Record<string, string>),
  body: fc.oneof(
    hostileBody,
    fc.constantFrom(
      '<Delete><Object><Key>a</Key></Object></Delete>',
      '<Delete>',
      '<!DOCTYPE x>',
      'ffffffff\r\nx',
      '5\r\nhello\r\n0\r\n\r\n',
    ),
  ),
});

test('hostile requests get an AWS-shaped answer, never a 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(jsonCall, queryCall, restCall, s3Call), async (call) => {
      const { method, path, headers, body } = call;
      const response = await fetch(cloud.endpoint + path, {
        method,
        headers,
        ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
        signal: AbortSignal.timeout(5_000),
      });
      const text = await response.text();
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400 && method !== 'HEAD') {
        expect(text).toMatch(/"message"|"Message"|<Code>/);
      }
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) },
  );
  expect(faults).toEqual([]);
}, 60_000);
