import { randomUUID } from 'node:crypto';
import { AwsError } from '../wire/aws-error.js';

/** An event as it was published. */
export interface PublishedEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  /** The JSON text that the publisher sent. */
  readonly detail: string;
  readonly resources: readonly string[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface BusesOptions {
  readonly region: string;
  readonly accountId: string;
  readonly observe?: (event: {
    readonly type: 'event-published';
    readonly published: PublishedEvent;
  }) => void;
}

/** Events kept for whoever wants to see what was published. */
const keptEvents = 10_000;

/** All event buses of one account. They have no rules: what is published can be looked at. */
export class Buses {
  readonly #options: BusesOptions;
  readonly #names = new Set(['default']);
  readonly #published: PublishedEvent[] = [];
  #failing = 0;

  constructor(options: BusesOptions) {
    this.#options = options;
  }

  /** @throws AwsError 400 when the name is taken or not one. */
  create(name: string): string {
    if (!/^[/.\w-]{1,256}$/.test(name)) {
      throw new AwsError(400, 'ValidationException', `Event bus name '${name}' is not valid.`);
    }
    if (this.#names.has(name)) {
      throw new AwsError(
        400,
        'ResourceAlreadyExistsException',
        `Event bus ${name} already exists.`,
      );
    }
    this.#names.add(name);
    return this.arnOf(name);
  }

  /** Makes a bus unless it is there. */
  ensure(name: string): void {
    if (!this.#names.has(name)) this.create(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  list(): readonly string[] {
    return [...this.#names].sort();
  }

  delete(name: string): void {
    if (name === 'default') {
      throw new AwsError(400, 'ValidationException', 'Cannot delete event bus default.');
    }
    this.#names.delete(name);
  }

  publish(event: Omit<PublishedEvent, 'id'>): PublishedEvent {
    const published = { id: randomUUID(), ...event };
    this.#published.push(published);
    if (this.#published.length > keptEvents) this.#published.shift();
    this.#options.observe?.({ type: 'event-published', published });
    return published;
  }

  /** What was published, oldest first: on one bus, or on all. */
  published(bus?: string): readonly PublishedEvent[] {
    return this.#published.filter((event) => (bus ?? event.bus) === event.bus);
  }

  /** Makes the next `count` entries of PutEvents fail as EventBridge does when it is overloaded. */
  failNext(count: number): void {
    this.#failing = count;
  }

  /** True when this entry is one of those that shall fail. */
  takeFailure(): boolean {
    if (this.#failing === 0) return false;
    this.#failing -= 1;
    return true;
  }

  arnOf(name: string): string {
    return `arn:aws:events:${this.#options.region}:${this.#options.accountId}:event-bus/${name}`;
  }
}
