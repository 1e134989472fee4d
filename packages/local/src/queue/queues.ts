import { AwsError } from '../wire/aws-error.js';
import type { StoredMessage } from './message.js';
import { Queue } from './queue.js';
import { invalidParameter, queueDoesNotExist } from './queue-errors.js';
import { journaledQueues, QueueJournal } from './queue-journal.js';
import {
  applyQueueAttributes,
  defaultQueueSettings,
  type QueueSettings,
} from './queue-settings.js';

/** Told of each message that enters a queue. */
export type ObserveQueues = (event: {
  readonly type: 'message-sent';
  readonly queueName: string;
  readonly messageId: string;
  readonly body: string;
}) => void;

export interface QueuesOptions {
  readonly region: string;
  readonly accountId: string;
  readonly observe?: ObserveQueues;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Keeps the queues there. In memory when left out. */
  readonly folder?: string | undefined;
}

/** All queues of one account. */
export class Queues {
  readonly #options: QueuesOptions;
  readonly #byName = new Map<string, Queue>();

  /** @throws when the folder cannot be read. */
  constructor(options: QueuesOptions) {
    this.#options = options;
    for (const name of options.folder === undefined ? [] : journaledQueues(options.folder)) {
      this.#open(name, defaultQueueSettings);
    }
  }

  /**
   * Makes a queue; one that exists with the same attributes is given back.
   * @throws AwsError 400 for a bad name or attribute, or another queue of that name.
   */
  create(name: string, attributes: Readonly<Record<string, string>> = {}): Queue {
    if (name.endsWith('.fifo')) {
      throw invalidParameter(
        'The local cloud runs standard queues only: choose a name without .fifo.',
      );
    }
    if (!/^[\w-]{1,80}$/.test(name)) {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    const settings = applyQueueAttributes(defaultQueueSettings, attributes);
    const existing = this.#byName.get(name);
    if (existing !== undefined) {
      const same = applyQueueAttributes(existing.settings, attributes);
      if (JSON.stringify(same) === JSON.stringify(existing.settings)) return existing;
      throw new AwsError(
        400,
        'com.amazonaws.sqs#QueueNameExists',
        'A queue already exists with the same name and a different value for some attribute.',
        { queryCode: 'QueueAlreadyExists' },
      );
    }
    return this.#open(name, settings);
  }

  /** Makes a queue, or gives one that is there these attributes. @throws AwsError 400. */
  ensure(name: string, attributes: Readonly<Record<string, string>>): Queue {
    const existing = this.#byName.get(name);
    if (existing === undefined) return this.create(name, attributes);
    existing.configure(applyQueueAttributes(defaultQueueSettings, attributes));
    return existing;
  }

  find(name: string): Queue | undefined {
    return this.#byName.get(name);
  }

  findByArn(arn: string): Queue | undefined {
    return this.list().find((queue) => queue.arn === arn);
  }

  /** @throws AwsError 400 when there is no such queue. */
  get(name: string): Queue {
    const queue = this.#byName.get(name);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  }

  list(): readonly Queue[] {
    return [...this.#byName.values()].sort((one, two) => (one.name < two.name ? -1 : 1));
  }

  /** Puts a message into a queue and tells whoever watches. */
  send(queue: Queue, ...message: Parameters<Queue['send']>): StoredMessage {
    const stored = queue.send(...message);
    this.#options.observe?.({
      type: 'message-sent',
      queueName: queue.name,
      messageId: stored.messageId,
      body: stored.body,
    });
    return stored;
  }

  delete(name: string): void {
    this.get(name).remove();
    this.#byName.delete(name);
  }

  close(): void {
    for (const queue of this.#byName.values()) queue.close();
  }

  #open(name: string, settings: QueueSettings): Queue {
    const { region, accountId, now, folder } = this.#options;
    const queue = new Queue({
      name,
      arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
      settings,
      ...(now === undefined ? {} : { now }),
      ...(folder === undefined ? {} : { journal: new QueueJournal(folder, name) }),
      toDeadLetters: (arn, message) => this.#toDeadLetters(arn, message),
    });
    this.#byName.set(name, queue);
    return queue;
  }

  #toDeadLetters(arn: string, message: StoredMessage): boolean {
    const target = this.findByArn(arn);
    target?.accept(message);
    return target !== undefined;
  }
}
