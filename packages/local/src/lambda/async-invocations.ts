import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.js';
import type { FunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';

export interface AsyncInvocationsOptions {
  /** Milliseconds before the first and the second retry. AWS waits one and two minutes. */
  readonly retryDelays?: readonly number[];
  /** Told of an invocation that was given up. */
  readonly onGivenUp?: (reference: FunctionReference, reason: string) => void;
}

/** Invocations of the type `Event`: run in the background, tried again twice. */
export class AsyncInvocations {
  readonly #functions: Functions;
  readonly #options: AsyncInvocationsOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(functions: Functions, options: AsyncInvocationsOptions = {}) {
    this.#functions = functions;
    this.#options = options;
  }

  add(reference: FunctionReference, payload: string): void {
    const run = this.#run(reference, payload).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Gives up what waits for a retry, and waits for what runs. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #run(reference: FunctionReference, payload: string): Promise<void> {
    let reason = '';
    for (const delay of [0, ...(this.#options.retryDelays ?? [1_000, 2_000])]) {
      if (!(await this.#wait(delay))) return;
      try {
        const result = await this.#functions.invoke(reference, payload, this.#stop.signal);
        if (result.functionError === undefined) return;
        reason = result.payload;
      } catch (thrown) {
        reason = messageOf(thrown);
      }
    }
    this.#options.onGivenUp?.(reference, reason);
  }

  async #wait(milliseconds: number): Promise<boolean> {
    try {
      if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: this.#stop.signal });
      return !this.#stop.signal.aborted;
    } catch {
      return false;
    }
  }
}
