import { AwsError } from '../wire/aws-error.js';
import type { JsonOperation } from '../wire/aws-json.js';
import { Members } from '../wire/members.js';
import { answerBatch } from './batch.js';
import { attributesDigest, bodyDigest } from './message-digest.js';
import type { Queue } from './queue.js';
import { queueAttributes } from './queue-attributes.js';
import {
  invalidParameter,
  invalidReceipt,
  notInFlight,
  queueDoesNotExist,
} from './queue-errors.js';
import { applyQueueAttributes, messageLimit } from './queue-settings.js';
import type { Queues } from './queues.js';
import { messageSize, readMessage } from './read-message.js';
import { receivedMessage } from './received-message.js';

/** Where a queue is found by clients: `http://127.0.0.1:8000/000000000000/name`. */
export type QueueUrlOf = (name: string) => string;

/** The operations of SQS, the same for both of its protocols. */
export function sqsOperations(
  queues: Queues,
  urlOf: QueueUrlOf,
): ReadonlyMap<string, JsonOperation> {
  const queueOf = (input: Members): Queue => queues.get(queueNameOf(input));
  const operations: Readonly<Record<string, (input: Members) => object | Promise<object>>> = {
    CreateQueue: (input) => {
      const queue = queues.create(
        input.requiredString('QueueName'),
        input.textMap('Attributes') ?? {},
      );
      return { QueueUrl: urlOf(queue.name) };
    },
    GetQueueUrl: (input) => ({
      QueueUrl: urlOf(queues.get(input.requiredString('QueueName')).name),
    }),
    ListQueues: (input) => {
      const prefix = input.string('QueueNamePrefix') ?? '';
      const names = queues.list().map((queue) => queue.name);
      const urls = names.filter((name) => name.startsWith(prefix)).map(urlOf);
      return urls.length === 0 ? {} : { QueueUrls: urls };
    },
    DeleteQueue: (input) => {
      queues.delete(queueNameOf(input));
      return {};
    },
    PurgeQueue: (input) => {
      queueOf(input).purge();
      return {};
    },
    GetQueueAttributes: (input) => {
      const attributes = queueAttributes(queueOf(input), input.strings('AttributeNames') ?? []);
      return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
    },
    SetQueueAttributes: (input) => {
      const queue = queueOf(input);
      queue.configure(applyQueueAttributes(queue.settings, input.textMap('Attributes') ?? {}));
      return {};
    },
    SendMessage: (input) => sendMessage(queues, queueOf(input), input),
    SendMessageBatch: (input) => {
      const queue = queueOf(input);
      const size = (input.list('Entries') ?? []).reduce(
        (sum, entry) => sum + messageSize({ body: entry.string('MessageBody') ?? '' }),
        0,
      );
      if (size > messageLimit) throw batchTooLong(size);
      return answerBatch(input, (entry) => sendMessage(queues, queue, entry));
    },
    ReceiveMessage: (input) => receive(queueOf(input), input),
    DeleteMessage: (input) => deleteMessage(queueOf(input), input),
    DeleteMessageBatch: (input) => {
      const queue = queueOf(input);
      return answerBatch(input, (entry) => deleteMessage(queue, entry));
    },
    ChangeMessageVisibility: (input) => changeVisibility(queueOf(input), input),
    ChangeMessageVisibilityBatch: (input) => {
      const queue = queueOf(input);
      return answerBatch(input, (entry) => changeVisibility(queue, entry));
    },
    ListQueueTags: (input) => {
      queueOf(input);
      return {};
    },
    ListDeadLetterSourceQueues: (input) => {
      const { arn } = queueOf(input);
      const sources = queues
        .list()
        .filter((queue) => queue.settings.RedrivePolicy?.deadLetterTargetArn === arn);
      return { queueUrls: sources.map((queue) => urlOf(queue.name)) };
    },
  };
  return new Map(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input) => operation(new Members(input)),
    ]),
  );
}

function queueNameOf(input: Members): string {
  const url = input.requiredString('QueueUrl');
  const name = /(?:^|\/)([^/]+)\/?$/.exec(url)?.[1];
  if (name === undefined) throw queueDoesNotExist();
  return name;
}

function sendMessage(queues: Queues, queue: Queue, input: Members): object {
  const message = queues.send(queue, readMessage(input, queue.settings.MaximumMessageSize));
  const md5 = attributesDigest(message.attributes);
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: bodyDigest(message.body),
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
  };
}

async function receive(queue: Queue, input: Members): Promise<object> {
  const limit = ranged(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
  const wait =
    ranged(input, 'WaitTimeSeconds', 0, 20) ?? queue.settings.ReceiveMessageWaitTimeSeconds;
  const visibility =
    ranged(input, 'VisibilityTimeout', 0, 43_200) ?? queue.settings.VisibilityTimeout;
  const system = [
    ...(input.strings('AttributeNames') ?? []),
    ...(input.strings('MessageSystemAttributeNames') ?? []),
  ];
  const names = input.strings('MessageAttributeNames') ?? [];
  const received = await queue.receive(limit, wait, visibility);
  return received.length === 0
    ? {}
    : { Messages: received.map((one) => receivedMessage(one, system, names)) };
}

function deleteMessage(queue: Queue, input: Members): object {
  const handle = input.requiredString('ReceiptHandle');
  if (!queue.delete(handle)) throw invalidReceipt(handle);
  return {};
}

function changeVisibility(queue: Queue, input: Members): object {
  const handle = input.requiredString('ReceiptHandle');
  const seconds = ranged(input, 'VisibilityTimeout', 0, 43_200);
  if (seconds === undefined) {
    throw new AwsError(
      400,
      'MissingParameter',
      'The request must contain the parameter VisibilityTimeout.',
    );
  }
  switch (queue.changeVisibility(handle, seconds)) {
    case 'changed':
      return {};
    case 'invalid':
      throw invalidReceipt(handle);
    case 'not-in-flight':
      throw notInFlight();
  }
}

function ranged(input: Members, name: string, min: number, max: number): number | undefined {
  const value = input.integer(name);
  if (value === undefined || (value >= min && value <= max)) return value;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${min} and ${max}, if provided.`,
  );
}

function batchTooLong(size: number): AwsError {
  return new AwsError(
    400,
    'com.amazonaws.sqs#BatchRequestTooLong',
    `Batch requests cannot be longer than ${messageLimit} bytes. You have sent ${size} bytes.`,
    { queryCode: 'AWS.SimpleQueueService.BatchRequestTooLong' },
  );
}
