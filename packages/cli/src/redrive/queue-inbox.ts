import type { SQSClient } from '@aws-sdk/client-sqs';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { CliError } from '../output/cli-error.js';
import type { Inbox, Letter } from './letter.js';

/** SQS takes at most so many messages in one call. */
const PER_CALL = 10;
/** A queue of many hosts may answer with nothing although there is something: asked so often, waiting. */
const EMPTY_ANSWERS = 2;
const CALLS_AT_ONCE = 8;

/**
 * A failure queue. What was read stays invisible to others for `hold` seconds, again and again until it
 * is removed or given back; after a crash it comes back by itself.
 */
export class QueueInbox implements Inbox {
  readonly name: string;
  readonly #handles = new Map<string, string>();
  readonly #keeping: NodeJS.Timeout;
  #held = 0;

  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
    private readonly hold: number,
  ) {
    this.name = `the queue ${url.split('/').at(-1)}`;
    const again = Math.max(1_000, (hold * 1_000) / 3);
    // A renewal that fails is made good by the next one; at worst a message is seen twice.
    this.#keeping = setInterval(() => void this.#show(hold).catch(() => undefined), again);
    this.#keeping.unref();
  }

  async read(limit: number, signal: AbortSignal): Promise<readonly Letter[]> {
    const letters = new Map<string, Letter>();
    let empty = 0;
    while (letters.size < limit && empty < EMPTY_ANSWERS && !signal.aborted) {
      const lanes = empty > 0 ? 1 : CALLS_AT_ONCE;
      const pages = await Promise.all(
        Array.from({ length: lanes }, () => this.#receive(empty > 0 ? 1 : 0)),
      );
      const found = pages.flat();
      empty = found.length === 0 ? empty + 1 : 0;
      for (const letter of found) letters.set(letter.id, letter);
    }
    this.#held = await this.#countOthers(letters.size >= limit);
    return [...letters.values()];
  }

  async held(): Promise<number> {
    return this.#held;
  }

  /**
   * Messages that are there and were not read. Asked right after reading: what another reader holds may
   * come back while the records run, and then nobody would have run it or spoken of it.
   */
  async #countOthers(moreAreWaiting: boolean): Promise<number> {
    const { Attributes } = await this.client.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const invisible = Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'] ?? 0);
    const visible = Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    // Above the limit the user left them there; else they came back in this very moment.
    return Math.max(0, invisible + (moreAreWaiting ? 0 : visible) - this.#handles.size);
  }

  async remove(letters: readonly Letter[]): Promise<void> {
    await inGroups(letters, async (group) => {
      const Entries = group.flatMap(({ id }, index) => {
        const handle = this.#handles.get(id);
        return handle === undefined ? [] : [{ Id: String(index), ReceiptHandle: handle }];
      });
      if (Entries.length === 0) return;
      const { Failed = [] } = await this.client.send(
        new DeleteMessageBatchCommand({ QueueUrl: this.url, Entries }),
      );
      if (Failed.length > 0) throw notRemoved(this.name, Failed.length, Failed[0]?.Message);
      for (const { id } of group) this.#handles.delete(id);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#keeping);
    await this.#show(0);
  }

  async #receive(wait: number): Promise<Letter[]> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: PER_CALL,
        VisibilityTimeout: this.hold,
        WaitTimeSeconds: wait,
      }),
    );
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => {
      this.#handles.set(MessageId, ReceiptHandle);
      return { id: MessageId, body: Body };
    });
  }

  /** Makes what is still held visible to others in so many seconds. */
  async #show(seconds: number): Promise<void> {
    await inGroups([...this.#handles.values()], async (group) => {
      await this.client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: this.url,
          Entries: group.map((ReceiptHandle, index) => ({
            Id: String(index),
            ReceiptHandle,
            VisibilityTimeout: seconds,
          })),
        }),
      );
    });
  }
}

async function inGroups<T>(all: readonly T[], act: (group: readonly T[]) => Promise<void>) {
  const groups: (readonly T[])[] = [];
  for (let at = 0; at < all.length; at += PER_CALL) groups.push(all.slice(at, at + PER_CALL));
  const next = async (): Promise<void> => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) await act(group);
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, next));
}

function notRemoved(name: string, count: number, message: string | undefined): CliError {
  return new CliError(
    'MESSAGE_NOT_REMOVED',
    `${count} messages whose records were run could not be removed from ${name}: ${message ?? 'no reason given'}. Run the redrive again: their records are run once more, which a fenced consumer does not notice.`,
  );
}
