import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../src/index.js';
import { clientSettings } from './support/serve.js';

let cloud: Cloud;
let sns: SNSClient;
let sqs: SQSClient;
let count = 0;

beforeAll(async () => {
  cloud = await startCloud({ region: 'eu-west-1' });
  sns = new SNSClient(clientSettings(cloud.endpoint));
  sqs = new SQSClient(clientSettings(cloud.endpoint));
});
afterAll(() => cloud.stop());

async function topicWithQueue(attributes: Record<string, string> = {}) {
  count += 1;
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `topic-${count}` }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `listener-${count}` }));
  const Endpoint = `arn:aws:sqs:eu-west-1:000000000000:listener-${count}`;
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: attributes }),
  );
  const received = async () => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages ?? [];
  };
  return { TopicArn, SubscriptionArn, Endpoint, received };
}

describe('SNS, by the SDK', () => {
  test('delivers a message to the queues that listen, in its JSON document', async () => {
    const { TopicArn, received } = await topicWithQueue();
    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn,
        Message: '{"a":"<ü>"}',
        Subject: 'failed',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    const [message] = await received();
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'failed',
      Message: '{"a":"<ü>"}',
      Timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      MessageAttributes: { kind: { Type: 'String', Value: 'x' } },
    });
  });

  test('delivers the bare message where a queue asked for it', async () => {
    const { TopicArn, SubscriptionArn, received } = await topicWithQueue({
      RawMessageDelivery: 'true',
    });
    await sns.send(
      new PublishCommand({
        TopicArn,
        Message: 'bare',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    const [message] = await received();
    expect(message).toMatchObject({
      Body: 'bare',
      MessageAttributes: { kind: { StringValue: 'x' } },
    });
    const { Attributes } = await sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn }),
    );
    expect(Attributes).toMatchObject({ RawMessageDelivery: 'true', Protocol: 'sqs' });
  });

  test('publishes a batch entry by entry', async () => {
    const { TopicArn, received } = await topicWithQueue();
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'one', Message: 'a' },
          { Id: 'two', Message: 'x'.repeat(300_000) },
        ],
      }),
    );
    expect(Successful?.map(({ Id }) => Id)).toEqual(['one']);
    expect(Failed).toMatchObject([{ Id: 'two', Code: 'InvalidParameter', SenderFault: true }]);
    expect(await received()).toHaveLength(1);
  });

  test('stops delivering once unsubscribed', async () => {
    const { TopicArn, SubscriptionArn, Endpoint, received } = await topicWithQueue();
    const list = () => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect((await list()).Subscriptions).toMatchObject([{ SubscriptionArn, Endpoint }]);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect((await list()).Subscriptions ?? []).toEqual([]);
    await sns.send(new PublishCommand({ TopicArn, Message: 'nobody' }));
    expect(await received()).toEqual([]);
  });

  test('lists, describes and deletes topics', async () => {
    const { TopicArn } = await topicWithQueue();
    const topics = async () => {
      const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
      return Topics.map((topic) => topic.TopicArn);
    };
    expect(await topics()).toContain(TopicArn);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn, SubscriptionsConfirmed: '1' });
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    expect(await topics()).not.toContain(TopicArn);
  });

  test.each([
    [
      'an unknown topic',
      new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:000000000000:no', Message: 'x' }),
      'NotFoundException',
    ],
    ['a FIFO topic', new CreateTopicCommand({ Name: 'a.fifo' }), 'InvalidParameterException'],
    ['an empty name', new CreateTopicCommand({ Name: 'ü' }), 'InvalidParameterException'],
  ])('refuses %s', async (_what, command, name) => {
    await expect(sns.send(command as PublishCommand)).rejects.toMatchObject({ name });
  });

  test('refuses what it cannot deliver to, by name', async () => {
    const { TopicArn } = await topicWithQueue();
    await expect(
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@b.example' })),
    ).rejects.toThrow('delivers to sqs only, not to email');
  });
});
