import { randomUUID } from 'node:crypto';
import type { Change } from '@millrace/shared';
import { bindLogger, type Logger } from '../observe/logger.js';
import type { Deadline } from './deadline.js';
import { makeOrigin } from './origin.js';
import type { ReactionContext } from './reaction.js';

/** What one reaction gets beside its change. Made for every change, so nothing is computed early. */
export class ChangeContext implements ReactionContext {
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly #change: Change<unknown>;
  readonly #deadline: Deadline;
  readonly #originName: string;
  readonly #baseLogger: Logger;
  #logger: Logger | undefined;
  #isRepeated = false;

  constructor(
    change: Change<unknown>,
    deadline: Deadline,
    attempt: number,
    originName: string,
    logger: Logger,
  ) {
    this.signal = deadline.signal;
    this.attempt = attempt;
    this.#change = change;
    this.#deadline = deadline;
    this.#originName = originName;
    this.#baseLogger = logger;
  }

  get logger(): Logger {
    const { eventId, keys, sequenceNumber } = this.#change;
    this.#logger ??= bindLogger(this.#baseLogger, {
      eventId,
      keys,
      sequenceNumber,
      attempt: this.attempt,
    });
    return this.#logger;
  }

  get remainingMs(): number {
    return this.#deadline.remainingMs();
  }

  get origin(): Readonly<Record<string, string>> {
    return makeOrigin(this.#originName, randomUUID());
  }

  get isRepeated(): boolean {
    return this.#isRepeated;
  }

  // A field, so that it can be taken out of the context and still be called.
  readonly markRepeated = (): void => {
    this.#isRepeated = true;
  };
}
