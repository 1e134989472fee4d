import { randomUUID } from 'node:crypto';
import type { Queues } from '../queue/queues.js';
import { AwsError } from '../wire/aws-error.js';
import { notification, type TopicMessage } from './topic-message.js';

/** A queue that gets a topic's messages. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly queueArn: string;
  /** Whether the queue gets the bare message instead of the JSON document around it. */
  readonly raw: boolean;
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TopicsOptions {
  readonly region: string;
  readonly accountId: string;
  readonly queues: Queues;
  readonly observe?: (event: {
    readonly type: 'topic-published';
    readonly topicArn: string;
    readonly messageId: string;
    readonly message: string;
  }) => void;
}

/** All topics of one account, and the queues that listen to them. */
export class Topics {
  readonly #options: TopicsOptions;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: TopicsOptions) {
    this.#options = options;
  }

  /** Makes a topic; one of that name is given back. @throws AwsError 400 for a name that SNS would refuse. */
  create(name: string, attributes: Readonly<Record<string, string>> = {}): Topic {
    if (name.endsWith('.fifo')) {
      throw invalidParameter(
        'The local cloud runs standard topics only: choose a name without .fifo.',
      );
    }
    if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Invalid parameter: Topic Name');
    const { region, accountId } = this.#options;
    const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
    const topic = this.#topics.get(arn) ?? { name, arn, attributes };
    this.#topics.set(arn, topic);
    return topic;
  }

  /** @throws AwsError 404. */
  get(arn: string): Topic {
    const topic = this.#topics.get(arn);
    if (topic === undefined) throw new AwsError(404, 'NotFound', 'Topic does not exist');
    return topic;
  }

  list(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  setAttribute(arn: string, name: string, value: string): void {
    const topic = this.get(arn);
    this.#topics.set(arn, { ...topic, attributes: { ...topic.attributes, [name]: value } });
  }

  /** Deletes a topic with its subscriptions; one that is not there is no error. */
  delete(arn: string): void {
    this.#topics.delete(arn);
    for (const subscription of this.subscriptions(arn)) {
      this.#subscriptions.delete(subscription.arn);
    }
  }

  /** Subscribes a queue; the same one again is given back. @throws AwsError 404 or 400. */
  subscribe(topicArn: string, queueArn: string, raw: boolean): Subscription {
    const topic = this.get(topicArn);
    if (this.#options.queues.findByArn(queueArn) === undefined) {
      throw invalidParameter(
        `Invalid parameter: Endpoint: the local cloud has no queue ${queueArn}. Create it first.`,
      );
    }
    const existing = this.subscriptions(topicArn).find((one) => one.queueArn === queueArn);
    if (existing !== undefined) return existing;
    const subscription = { arn: `${topic.arn}:${randomUUID()}`, topicArn, queueArn, raw };
    this.#subscriptions.set(subscription.arn, subscription);
    return subscription;
  }

  /** @throws AwsError 404. */
  subscription(arn: string): Subscription {
    const subscription = this.#subscriptions.get(arn);
    if (subscription === undefined) {
      throw new AwsError(404, 'NotFound', 'Subscription does not exist');
    }
    return subscription;
  }

  setRaw(arn: string, raw: boolean): void {
    this.#subscriptions.set(arn, { ...this.subscription(arn), raw });
  }

  unsubscribe(arn: string): void {
    this.#subscriptions.delete(arn);
  }

  /** The subscriptions of one topic, or all. */
  subscriptions(topicArn?: string): readonly Subscription[] {
    return [...this.#subscriptions.values()].filter(
      (subscription) => (topicArn ?? subscription.topicArn) === subscription.topicArn,
    );
  }

  /** Sends a message to every queue that listens; gives its id. @throws AwsError 404. */
  publish(topicArn: string, published: TopicMessage): string {
    this.get(topicArn);
    const messageId = randomUUID();
    const { queues, observe } = this.#options;
    observe?.({ type: 'topic-published', topicArn, messageId, message: published.message });
    for (const { queueArn, raw } of this.subscriptions(topicArn)) {
      const queue = queues.findByArn(queueArn);
      if (queue === undefined) continue;
      queues.send(
        queue,
        raw
          ? { body: published.message, attributes: published.attributes }
          : { body: notification(topicArn, messageId, published, new Date()) },
      );
    }
    return messageId;
  }
}

/** SNS's word for anything that is not as it should be. */
export function invalidParameter(message: string): AwsError {
  return new AwsError(400, 'InvalidParameter', message);
}
