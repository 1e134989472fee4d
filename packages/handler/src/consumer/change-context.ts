import type { Change } from '@millrace/shared';
import { bindLogger, type Logger } from '../observe/logger.js';
import type { Redactor } from '../observe/redact.js';
import type { Invocation } from './invocation.js';
import { makeOrigin } from './origin.js';
import type { ReactionContext } from './reaction.js';

interface Observers {
  readonly logger: Logger;
  readonly redactor: Redactor;
}

/** What one reaction gets beside its change. Made for every change, so nothing is computed early. */
export class ChangeContext implements ReactionContext {
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly #change: Change<unknown>;
  readonly #invocation: Invocation;
  readonly #observers: Observers;
  #logger: Logger | undefined;
  #isRepeated = false;

  constructor(
    change: Change<unknown>,
    invocation: Invocation,
    attempt: number,
    observers: Observers,
  ) {
    this.signal = invocation.deadline.signal;
    this.attempt = attempt;
    this.#change = change;
    this.#invocation = invocation;
    this.#observers = observers;
  }

  get logger(): Logger {
    const { eventId, keys, sequenceNumber } = this.#change;
    const { logger, redactor } = this.#observers;
    this.#logger ??= bindLogger(logger, {
      eventId,
      keys: redactor.item(keys),
      sequenceNumber,
      attempt: this.attempt,
    });
    return this.#logger;
  }

  get remainingMs(): number {
    return this.#invocation.deadline.remainingMs();
  }

  get origin(): Readonly<Record<string, string>> {
    return makeOrigin(this.#invocation.origin, crypto.randomUUID());
  }

  get isRepeated(): boolean {
    return this.#isRepeated;
  }

  // Gives a function that can be taken out of the context and still be called.
  get markRepeated(): () => void {
    return () => {
      this.#isRepeated = true;
    };
  }
}
