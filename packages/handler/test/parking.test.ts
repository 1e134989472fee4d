import { createHash } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import {
  createQueueParking,
  isParkedPointer,
  type ParkedRecord,
  parseParkedMessage,
} from '../src/index.js';
import { useEndpoint } from './support/aws-environment.js';
import { type Answer, type Recorded, RecordingServer } from './support/recording-server.js';

const signal = new AbortController().signal;
const parked: ParkedRecord = {
  version: '1',
  record: {
    eventID: 'e-1',
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: '1', Keys: { id: { S: 'a' } }, NewImage: { id: { S: 'a' } } },
  },
  error: { name: 'RecordError', code: 'INVALID_ITEM', message: 'n is missing', field: 'n' },
  parkedAt: '2026-11-24T18:00:00.000Z',
  where: {
    functionName: 'orders',
    functionVersion: '7',
    requestId: 'r-1',
    logStreamName: 'l-1',
    attempt: 1,
  },
};
const large: ParkedRecord = {
  ...parked,
  record: { ...parked.record, dynamodb: { NewImage: { note: { S: 'x'.repeat(2_000) } } } },
};

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(answer: (request: Recorded) => Answer) {
  const server = new RecordingServer(answer);
  const endpoint = await server.start();
  cleanUps.push(useEndpoint(endpoint), () => server.stop());
  return { requests: server.requests, queueUrl: `${endpoint}/123456789012/parking` };
}

// SQS's answer carries a digest of the body, and the client compares it.
const takeAll = ({ method, body }: Recorded): Answer => {
  if (method === 'PUT') return {};
  const digest = createHash('md5').update(JSON.parse(body).MessageBody).digest('hex');
  return { body: JSON.stringify({ MessageId: 'm-1', MD5OfMessageBody: digest }) };
};
const messageOf = ({ body }: Recorded) => JSON.parse(body).MessageBody;

test('a record goes into the queue whole', async () => {
  const { requests, queueUrl } = await serve(takeAll);
  await createQueueParking({ queueUrl })(parked, signal);
  expect(requests).toMatchObject([
    {
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: expect.stringContaining(queueUrl),
    },
  ]);
  expect(requests.map(messageOf).map(parseParkedMessage)).toEqual([parked]);
});

test('a record over the message limit goes into the bucket, and a pointer into the queue', async () => {
  const { requests, queueUrl } = await serve(takeAll);
  await createQueueParking({ queueUrl, bucketName: 'parked', messageLimit: 1_500 })(large, signal);
  const [stored, sent] = requests;
  expect(stored?.path).toMatch(/^\/parked\/parked\/2026\/11\/24\/e-1\.json/);
  expect(JSON.parse(stored?.body ?? '')).toEqual(large);
  const message = parseParkedMessage(messageOf(sent as Recorded));
  expect(isParkedPointer(message)).toBe(true);
  expect(message).toEqual({
    version: '1',
    error: large.error,
    parkedAt: large.parkedAt,
    where: large.where,
    stored: { bucket: 'parked', key: 'parked/2026/11/24/e-1.json' },
  });
});

test('the limit is one of bytes, as SQS counts them', async () => {
  const { requests, queueUrl } = await serve(takeAll);
  const wide = { ...parked, error: { name: 'E', message: '€'.repeat(500) } };
  expect(JSON.stringify(wide).length).toBeLessThan(1_500);
  await createQueueParking({ queueUrl, bucketName: 'parked', messageLimit: 1_500 })(wide, signal);
  expect(requests.map(({ method }) => method)).toEqual(['PUT', 'POST']);
});

test('a record over the limit without a bucket is refused with the mend', async () => {
  const park = createQueueParking({ queueUrl: 'http://unused', messageLimit: 1_500 });
  await expect(park(large, signal)).rejects.toThrow(/more than the 1500.*name a bucket/);
});

test.each([
  ['the queue', parked],
  ['the bucket', large],
])('nothing more is sent to %s once the signal is aborted', async (_, record) => {
  const { requests, queueUrl } = await serve(takeAll);
  const park = createQueueParking({ queueUrl, bucketName: 'parked', messageLimit: 1_500 });
  await expect(park(record, AbortSignal.abort())).rejects.toThrow(/abort/i);
  expect(requests).toEqual([]);
});

test('a queue that refuses makes parking fail', async () => {
  const { queueUrl } = await serve(() => ({
    status: 400,
    body: JSON.stringify({ __type: 'QueueDoesNotExist' }),
  }));
  await expect(createQueueParking({ queueUrl })(parked, signal)).rejects.toThrow();
});

test('a character that SQS refuses arrives all the same', async () => {
  const { requests, queueUrl } = await serve(takeAll);
  const strange = {
    ...parked,
    error: { name: 'E', message: 'half \uD800, last \uFFFF and \uFFFE' },
  };
  await createQueueParking({ queueUrl })(strange, signal);
  const [message] = requests.map(messageOf);
  expect(message).not.toMatch(/[\uFFFE\uFFFF]/);
  expect(parseParkedMessage(message)).toEqual(strange);
});

test.each([undefined, ''])(
  'without a queue (%j) there is no parking, and that is said at once',
  (queueUrl) => {
    expect(() => createQueueParking({ queueUrl })).toThrow(/queueUrl is missing/);
  },
);

test('a message of somebody else is not taken for a parked record', () => {
  expect(() => parseParkedMessage('{"hello":"world"}')).toThrow(/Not a parked record/);
});
