import { randomUUID } from 'node:crypto';
import type { NewMessage, ReceivedMessage, StoredMessage } from './message.js';
import type { QueueJournal } from './queue-journal.js';
import type { QueueSettings } from './queue-settings.js';
import { readReceipt, writeReceipt } from './receipt-handle.js';

export interface QueueOptions {
  readonly name: string;
  readonly arn: string;
  readonly settings: QueueSettings;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Takes a message that was received too often. Given when the settings have a redrive policy. */
  readonly toDeadLetters?: (targetArn: string, message: StoredMessage) => boolean;
  /** Keeps the queue on disk; what it kept is there again. In memory when left out. */
  readonly journal?: QueueJournal;
}

/** One standard queue: at least once, in no promised order. */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  modifiedAt: number;
  readonly #journal: QueueJournal | undefined;
  #settings: QueueSettings;
  readonly #now: () => number;
  readonly #toDeadLetters: QueueOptions['toDeadLetters'];
  /** Everything not yet deleted, oldest first. */
  readonly #messages = new Map<string, StoredMessage>();
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(options: QueueOptions) {
    this.name = options.name;
    this.arn = options.arn;
    this.#settings = options.journal?.kept?.settings ?? options.settings;
    this.#journal = options.journal;
    this.#now = options.now ?? Date.now;
    this.#toDeadLetters = options.toDeadLetters;
    this.createdAt = this.#now();
    this.modifiedAt = this.createdAt;
    this.#journal?.configured(this.#settings);
    // A receiver that had one of these may be gone with the process: all can be received again.
    for (const kept of options.journal?.kept?.messages ?? []) {
      this.#messages.set(kept.messageId, { ...kept });
    }
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  configure(settings: QueueSettings): void {
    this.#settings = settings;
    this.modifiedAt = this.#now();
    this.#journal?.configured(settings);
  }

  send(message: NewMessage): StoredMessage {
    const now = this.#now();
    const stored: StoredMessage = {
      messageId: randomUUID(),
      body: message.body,
      attributes: message.attributes ?? {},
      sentAt: now,
      visibleAt: now + (message.delaySeconds ?? this.settings.DelaySeconds) * 1000,
      receiveCount: 0,
    };
    this.#keep(stored);
    return stored;
  }

  /** Takes over a message from another queue, under its own id and age. */
  accept(message: StoredMessage): void {
    this.#keep({ ...message, visibleAt: this.#now(), receiveCount: 0 });
  }

  /** Receives at most `limit` messages; waits up to `waitSeconds` for the first. */
  async receive(
    limit: number,
    waitSeconds: number,
    visibilitySeconds: number,
  ): Promise<readonly ReceivedMessage[]> {
    const deadline = this.#now() + waitSeconds * 1000;
    for (;;) {
      const received = this.#take(limit, visibilitySeconds);
      const left = deadline - this.#now();
      if (received.length > 0 || left <= 0 || this.#closed) return received;
      await this.#change(Math.min(left, this.#untilNextVisible()));
    }
  }

  /** Deletes by receipt. False when the handle is not one that this queue could have given. */
  delete(receiptHandle: string): boolean {
    const receipt = readReceipt(receiptHandle);
    if (receipt === undefined) return false;
    this.#drop(receipt.messageId);
    return true;
  }

  /** Hides a received message for `seconds` from now. */
  changeVisibility(
    receiptHandle: string,
    seconds: number,
  ): 'changed' | 'invalid' | 'not-in-flight' {
    const receipt = readReceipt(receiptHandle);
    if (receipt === undefined) return 'invalid';
    const message = this.#messages.get(receipt.messageId);
    const inFlight = message !== undefined && message.visibleAt > this.#now();
    if (!inFlight || message.receiveCount === 0) return 'not-in-flight';
    message.visibleAt = this.#now() + seconds * 1000;
    this.#wake();
    return 'changed';
  }

  purge(): void {
    this.#journal?.purged();
    this.#messages.clear();
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    this.#expire();
    const now = this.#now();
    const hidden = [...this.#messages.values()].filter((message) => message.visibleAt > now);
    const delayed = hidden.filter((message) => message.receiveCount === 0).length;
    return {
      visible: this.#messages.size - hidden.length,
      inFlight: hidden.length - delayed,
      delayed,
    };
  }

  /** Looks at the messages without receiving them. */
  peek(): readonly StoredMessage[] {
    this.#expire();
    return [...this.#messages.values()];
  }

  /** Lets waiting receivers go. */
  close(): void {
    this.#closed = true;
    this.#journal?.close();
    this.#wake();
  }

  /** Lets waiting receivers go, and forgets all messages for good. */
  remove(): void {
    this.close();
    this.#journal?.remove();
    this.#messages.clear();
  }

  #keep(message: StoredMessage): void {
    this.#journal?.sent(message);
    this.#messages.set(message.messageId, message);
    this.#wake();
  }

  #drop(messageId: string): void {
    if (this.#messages.delete(messageId)) this.#journal?.gone(messageId);
  }

  #take(limit: number, visibilitySeconds: number): readonly ReceivedMessage[] {
    this.#expire();
    const now = this.#now();
    const received: ReceivedMessage[] = [];
    for (const message of this.#messages.values()) {
      if (received.length >= limit) break;
      if (message.visibleAt > now || this.#isDeadLetter(message)) continue;
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilitySeconds * 1000;
      received.push({
        message: { ...message },
        receiptHandle: writeReceipt({
          messageId: message.messageId,
          receiveCount: message.receiveCount,
        }),
      });
    }
    return received;
  }

  #isDeadLetter(message: StoredMessage): boolean {
    const policy = this.settings.RedrivePolicy;
    if (policy === undefined || message.receiveCount < policy.maxReceiveCount) return false;
    const moved = this.#toDeadLetters?.(policy.deadLetterTargetArn, message) ?? false;
    if (moved) this.#drop(message.messageId);
    return moved;
  }

  #expire(): void {
    const oldest = this.#now() - this.settings.MessageRetentionPeriod * 1000;
    for (const message of this.#messages.values()) {
      if (message.sentAt >= oldest) break;
      this.#drop(message.messageId);
    }
  }

  #untilNextVisible(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const message of this.#messages.values()) next = Math.min(next, message.visibleAt);
    return Math.max(1, next - this.#now());
  }

  #change(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
