import { createHash } from 'node:crypto';
import { dynamoException } from '../aws-error.js';
import type { Clock } from '../clock.js';
import type { Engine } from '../engine/engine.js';
import type { Members } from '../engine/engine-types.js';
import type { StoreOperation } from '../engine/level-store.js';

/** How long a token stands for its transaction. */
const TOKEN_LIFE_MS = 10 * 60 * 1000;
const PREFIX = 'millrace~token~';

interface Used {
  readonly digest: string;
  readonly usedAt: number;
}

/** Remembers transactions by their token for ten minutes, so that a retried one is done once. */
export class IdempotencyTokens {
  /** Those used first come first. */
  private readonly done = new Map<string, Used>();
  private readonly running = new Map<string, Promise<Members>>();

  constructor(private readonly clock: Clock) {}

  /**
   * Runs a transaction unless it was done before under this token.
   *
   * @param run - does it; what it is given must be stored with the transaction's own writes
   * @param again - the answer for one that was done before
   * @throws AwsError IdempotentParameterMismatchException when the token stood for something else
   */
  async once(
    token: string,
    request: unknown,
    run: (keep: StoreOperation) => Promise<Members>,
    again: () => Promise<Members>,
  ): Promise<Members> {
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    // One that still runs decides first: it may be cancelled, and then this one has its turn.
    while (this.running.has(token)) await this.running.get(token)?.catch(() => undefined);
    const before = this.usedRecently(token);
    if (before !== undefined) {
      if (before.digest === digest) return again();
      throw dynamoException(
        'IdempotentParameterMismatchException',
        'The request was already made with this ClientRequestToken and other parameters',
      );
    }
    const used: Used = { digest, usedAt: this.clock.now() };
    const answer = run({ type: 'put', key: PREFIX + token, value: JSON.stringify(used) });
    this.running.set(token, answer);
    try {
      const members = await answer;
      this.note(token, used);
      return members;
    } finally {
      this.running.delete(token);
    }
  }

  /** Forgets tokens whose time is over; what removes them from the store. */
  expire(): StoreOperation[] {
    const over: string[] = [];
    // The SDK sends a token with every transaction: there may be very many that are not over.
    for (const [token, used] of this.done) {
      if (this.isRecent(used)) break;
      over.push(token);
    }
    for (const token of over) this.done.delete(token);
    return over.map((token) => ({ type: 'del', key: PREFIX + token }));
  }

  async restore(engine: Engine): Promise<void> {
    const kept: [token: string, used: Used][] = [];
    for await (const [key, value] of engine.entries(PREFIX)) {
      kept.push([key.slice(PREFIX.length), JSON.parse(value) as Used]);
    }
    kept.sort(([, left], [, right]) => left.usedAt - right.usedAt);
    for (const [token, used] of kept) this.note(token, used);
  }

  private note(token: string, used: Used): void {
    this.done.delete(token);
    this.done.set(token, used);
  }

  private usedRecently(token: string): Used | undefined {
    const used = this.done.get(token);
    return used !== undefined && this.isRecent(used) ? used : undefined;
  }

  private isRecent({ usedAt }: Used): boolean {
    return this.clock.now() - usedAt < TOKEN_LIFE_MS;
  }
}
