import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Queues } from '../src/queue/queues.js';
import { createSqsService } from '../src/queue/sqs-service.js';
import { clientSettings, serve } from './support/serve.js';

let server: Awaited<ReturnType<typeof serve>>;
let sqs: SQSClient;
let count = 0;

beforeAll(async () => {
  const queues = new Queues({ region: 'eu-west-1', accountId: '000000000000' });
  server = await serve((endpoint) => [
    createSqsService(queues, (name) => `${endpoint}/000000000000/${name}`),
  ]);
  sqs = new SQSClient(clientSettings(server.endpoint));
});

afterAll(async () => {
  sqs.destroy();
  await server.close();
  expect(server.faults).toEqual([]);
});

async function newQueue(attributes: Record<string, string> = {}): Promise<string> {
  count += 1;
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: `queue-${count}`, Attributes: attributes }),
  );
  return QueueUrl ?? '';
}

const receive = (QueueUrl: string, more: object = {}) =>
  sqs
    .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))
    .then(({ Messages }) => Messages ?? []);

describe('SQS, by the SDK', () => {
  test('gives a sent message to one receiver, and to nobody once it is deleted', async () => {
    const QueueUrl = await newQueue({ VisibilityTimeout: '0' });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'text with ü & <b>',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
      }),
    );
    const [message] = await receive(QueueUrl, {
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(message).toMatchObject({
      Body: 'text with ü & <b>',
      MessageAttributes: { kind: { StringValue: 'test' } },
      Attributes: { ApproximateReceiveCount: '1' },
    });
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(await receive(QueueUrl)).toEqual([]);
  });

  test('hides a received message until its visibility timeout is over', async () => {
    const QueueUrl = await newQueue();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const [message] = await receive(QueueUrl);
    expect(await receive(QueueUrl)).toEqual([]);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  test('wakes a long poll when a message comes', async () => {
    const QueueUrl = await newQueue();
    const waiting = receive(QueueUrl, { WaitTimeSeconds: 20 });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'at last' }));
    expect((await waiting).map(({ Body }) => Body)).toEqual(['at last']);
  });

  test('wakes a long poll when a hidden message comes back', async () => {
    const QueueUrl = await newQueue({ VisibilityTimeout: '1' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'back' }));
    await receive(QueueUrl);
    expect(await receive(QueueUrl, { WaitTimeSeconds: 5 })).toHaveLength(1);
  });

  test('delays a message as asked', async () => {
    const QueueUrl = await newQueue();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 1 }));
    expect(await receive(QueueUrl)).toEqual([]);
    expect(await receive(QueueUrl, { WaitTimeSeconds: 5 })).toHaveLength(1);
  });

  test('answers a batch entry by entry', async () => {
    const QueueUrl = await newQueue();
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'bad', MessageBody: 'b', DelaySeconds: 901 },
        ],
      }),
    );
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', SenderFault: true }]);
    const [message] = await receive(QueueUrl);
    const deleted = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'one', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'two', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(deleted.Failed).toMatchObject([{ Id: 'two', Code: 'ReceiptHandleIsInvalid' }]);
  });

  test('counts, purges, lists and deletes', async () => {
    const QueueUrl = await newQueue();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'b' }));
    await receive(QueueUrl, { MaxNumberOfMessages: 1 });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      QueueArn: expect.stringMatching(/^arn:aws:sqs:eu-west-1:000000000000:queue-\d+$/),
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      VisibilityTimeout: '30',
    });
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive(QueueUrl)).toEqual([]);
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls).toContain(QueueUrl);
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(receive(QueueUrl)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test('moves a message that was received too often to its dead-letter queue', async () => {
    const dead = await newQueue();
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
    );
    const QueueUrl = await newQueue({ VisibilityTimeout: '0' });
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl,
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: Attributes?.['QueueArn'],
            maxReceiveCount: 2,
          }),
        },
      }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toEqual([]);
    expect(await receive(QueueUrl)).toEqual([]);
    expect((await receive(dead)).map(({ Body }) => Body)).toEqual(['poison']);
  });

  test('takes a message of 1 MiB and no more', async () => {
    const QueueUrl = await newQueue();
    const send = (size: number) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(size) }));
    await send(1_048_576);
    await expect(send(1_048_577)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message:
        'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    });
  });

  test.each([
    ['an unknown queue', { QueueUrl: 'http://x/0/none' }, 'QueueDoesNotExist'],
    ['eleven messages', { MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
    ['a wait of 21 s', { WaitTimeSeconds: 21 }, 'InvalidParameterValue'],
  ])('refuses to receive from %s', async (_what, input, name) => {
    const QueueUrl = await newQueue();
    await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl, ...input }))).rejects.toMatchObject(
      { name, $metadata: { httpStatusCode: 400 } },
    );
  });

  test('refuses a second queue of the same name with other attributes', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'twice' }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'twice' }));
    await expect(
      sqs.send(
        new CreateQueueCommand({ QueueName: 'twice', Attributes: { VisibilityTimeout: '5' } }),
      ),
    ).rejects.toMatchObject({ name: 'QueueNameExists' });
  });

  test('finds a queue by its name', async () => {
    const QueueUrl = await newQueue();
    const QueueName = QueueUrl.split('/').at(-1);
    expect(await sqs.send(new GetQueueUrlCommand({ QueueName }))).toMatchObject({ QueueUrl });
  });
});

describe('SQS, by the query protocol of older clients', () => {
  const query = async (parameters: Record<string, string>, path = '/') => {
    const response = await fetch(server.endpoint + path, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20261124/eu-west-1/sqs/aws4_request, x',
      },
      body: new URLSearchParams({ Version: '2012-11-05', ...parameters }),
    });
    return { status: response.status, text: await response.text() };
  };

  test('sends, receives and deletes', async () => {
    const QueueUrl = await newQueue();
    const sent = await query({
      Action: 'SendMessage',
      QueueUrl,
      MessageBody: 'a & b',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'x',
    });
    expect(sent.text).toMatch(/<SendMessageResult>.*<MD5OfMessageAttributes>/);
    const received = await query({
      Action: 'ReceiveMessage',
      QueueUrl,
      'AttributeName.1': 'All',
      'MessageAttributeName.1': 'All',
    });
    expect(received.text).toContain('<Body>a &amp; b</Body>');
    expect(received.text).toContain('<Name>kind</Name><Value><DataType>String</DataType>');
    const handle = /<ReceiptHandle>(.*)<\/ReceiptHandle>/.exec(received.text)?.[1] ?? '';
    expect(
      await query({ Action: 'DeleteMessage', ReceiptHandle: handle }, new URL(QueueUrl).pathname),
    ).toMatchObject({ status: 200 });
  });

  test('names an error as those clients know it', async () => {
    const { status, text } = await query({ Action: 'GetQueueUrl', QueueName: 'none' });
    expect(status).toBe(400);
    expect(text).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
  });

  test('refuses an action that SQS does not have', async () => {
    expect((await query({ Action: 'Explode' })).text).toContain('<Code>InvalidAction</Code>');
  });
});
