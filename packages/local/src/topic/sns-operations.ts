import { readAttributes } from '../queue/read-attributes.js';
import { AwsError } from '../wire/aws-error.js';
import { isJsonObject, type JsonObject, Members } from '../wire/members.js';
import { numbered, pairs } from '../wire/query-parameters.js';
import type { TopicMessage } from './topic-message.js';
import { invalidParameter, type Subscription, type Topic, type Topics } from './topics.js';

/** One operation of SNS: takes the unfolded parameters, gives what stands in the XML result. */
export type SnsOperation = (input: Members, raw: JsonObject) => object | undefined;

/** SNS's limit on one message with its attributes, in bytes. */
const messageLimit = 262_144;

export function snsOperations(topics: Topics): ReadonlyMap<string, SnsOperation> {
  const operations: Readonly<Record<string, SnsOperation>> = {
    CreateTopic: (input, raw) => {
      const attributes = textPairs(raw['Attributes']);
      return { TopicArn: topics.create(input.requiredString('Name'), attributes).arn };
    },
    DeleteTopic: (input) => {
      topics.delete(input.requiredString('TopicArn'));
      return undefined;
    },
    ListTopics: () => ({
      Topics: members(topics.list().map(({ arn }) => ({ TopicArn: arn }))),
    }),
    GetTopicAttributes: (input) => {
      const topic = topics.get(input.requiredString('TopicArn'));
      return { Attributes: entries(topicAttributes(topic, topics.subscriptions(topic.arn))) };
    },
    SetTopicAttributes: (input) => {
      topics.setAttribute(
        input.requiredString('TopicArn'),
        input.requiredString('AttributeName'),
        input.string('AttributeValue') ?? '',
      );
      return undefined;
    },
    Subscribe: (input, raw) => {
      const protocol = input.requiredString('Protocol');
      if (protocol !== 'sqs') {
        throw invalidParameter(
          `Invalid parameter: Protocol: the local cloud delivers to sqs only, not to ${protocol}.`,
        );
      }
      const attributes = textPairs(raw['Attributes']);
      for (const name of Object.keys(attributes)) checkSubscriptionAttribute(name);
      const isRaw = attributes['RawMessageDelivery'] === 'true';
      const topicArn = input.requiredString('TopicArn');
      const { arn } = topics.subscribe(topicArn, input.requiredString('Endpoint'), isRaw);
      return { SubscriptionArn: arn };
    },
    Unsubscribe: (input) => {
      topics.unsubscribe(input.requiredString('SubscriptionArn'));
      return undefined;
    },
    ListSubscriptions: () => ({
      Subscriptions: members(topics.subscriptions().map(subscriptionEntry)),
    }),
    ListSubscriptionsByTopic: (input) => {
      const { arn } = topics.get(input.requiredString('TopicArn'));
      return { Subscriptions: members(topics.subscriptions(arn).map(subscriptionEntry)) };
    },
    GetSubscriptionAttributes: (input) => {
      const subscription = topics.subscription(input.requiredString('SubscriptionArn'));
      return {
        Attributes: entries({
          ...subscriptionEntry(subscription),
          RawMessageDelivery: String(subscription.raw),
        }),
      };
    },
    SetSubscriptionAttributes: (input) => {
      checkSubscriptionAttribute(input.requiredString('AttributeName'));
      const isRaw = input.string('AttributeValue') === 'true';
      topics.setRaw(input.requiredString('SubscriptionArn'), isRaw);
      return undefined;
    },
    Publish: (input, raw) => {
      const topicArn = input.string('TopicArn') ?? input.string('TargetArn');
      if (topicArn === undefined) {
        throw invalidParameter(
          'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
        );
      }
      return { MessageId: topics.publish(topicArn, readMessage(input, raw)) };
    },
    PublishBatch: (input, raw) => publishBatch(topics, input.requiredString('TopicArn'), raw),
    ListTagsForResource: () => ({ Tags: '' }),
  };
  return new Map(Object.entries(operations));
}

function publishBatch(topics: Topics, topicArn: string, raw: JsonObject): object {
  topics.get(topicArn);
  const batch = numbered(memberOf(raw['PublishBatchRequestEntries'])).filter(isJsonObject);
  if (batch.length === 0) {
    throw new AwsError(400, 'EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (batch.length > 10) {
    throw new AwsError(
      400,
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of batch) {
    const input = new Members(entry);
    const Id = input.string('Id') ?? '';
    try {
      Successful.push({ Id, MessageId: topics.publish(topicArn, readMessage(input, entry)) });
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      Failed.push({ Id, Code: thrown.code, Message: thrown.message, SenderFault: true });
    }
  }
  return { Successful: members(Successful), Failed: members(Failed) };
}

function readMessage(input: Members, raw: JsonObject): TopicMessage {
  const message = input.string('Message') ?? '';
  if (message === '') throw invalidParameter('Invalid parameter: Empty message');
  const subject = input.string('Subject');
  const attributes = readAttributes(pairs(entryOf(raw['MessageAttributes']), 'Name', 'Value'));
  if (Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify(attributes)) > messageLimit) {
    throw invalidParameter('Invalid parameter: Message too long');
  }
  return { message, attributes, ...(subject === undefined ? {} : { subject }) };
}

function checkSubscriptionAttribute(name: string): void {
  if (name === 'RawMessageDelivery') return;
  throw invalidParameter(
    `Invalid parameter: AttributeName: the local cloud acts on RawMessageDelivery only, not on ${name}.`,
  );
}

function topicAttributes(
  topic: Topic,
  subscriptions: readonly Subscription[],
): Readonly<Record<string, string>> {
  return {
    TopicArn: topic.arn,
    Owner: topic.arn.split(':')[4] ?? '',
    DisplayName: '',
    SubscriptionsConfirmed: String(subscriptions.length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    ...topic.attributes,
  };
}

function subscriptionEntry(subscription: Subscription): Readonly<Record<string, string>> {
  return {
    SubscriptionArn: subscription.arn,
    Owner: subscription.topicArn.split(':')[4] ?? '',
    Protocol: 'sqs',
    Endpoint: subscription.queueArn,
    TopicArn: subscription.topicArn,
  };
}

function members(list: readonly object[]): object | string {
  return list.length === 0 ? '' : { member: list };
}

function entries(map: Readonly<Record<string, string>>): object {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value })) };
}

function textPairs(value: unknown): Readonly<Record<string, string>> {
  const found = Object.entries(pairs(entryOf(value), 'key', 'value'));
  return Object.fromEntries(found.map(([name, text]) => [name, String(text ?? '')]));
}

function entryOf(value: unknown): unknown {
  return isJsonObject(value) ? value['entry'] : undefined;
}

function memberOf(value: unknown): unknown {
  return isJsonObject(value) ? value['member'] : undefined;
}
