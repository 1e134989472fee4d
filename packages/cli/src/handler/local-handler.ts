import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InvokeResult, Invoker } from '@millrace/mapping';
import { CliError } from '../output/cli-error.js';
import { type HostOptions, HostProcess } from './host-process.js';

export interface LocalHandlerOptions {
  /** `./dist/index.js`, or `./dist/index.js#name` when the export is not called `handler`. */
  readonly handler: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds for one call. */
  readonly timeout: number;
  /** Processes that may run at once. */
  readonly concurrency: number;
  readonly onLog: (line: string) => void;
}

/**
 * A handler of this machine as an invoker. It runs in processes of its own, so that a crash of it is a
 * failed call and no more. They have this shell's environment: what the handler calls, it calls as you.
 */
export class LocalHandler implements Invoker {
  readonly file: string;
  /** The whole path and the export: `/…/dist/index.js#handler`. */
  readonly id: string;
  readonly #host: HostOptions;
  readonly #timeout: number;
  readonly #concurrency: number;
  readonly #idle: HostProcess[] = [];
  readonly #all = new Set<HostProcess>();
  /** Those that hold the file as it was before the last reload. */
  readonly #stale = new WeakSet<HostProcess>();
  readonly #waiting: ((host: HostProcess) => void)[] = [];

  constructor({ handler, environment, timeout, concurrency, onLog }: LocalHandlerOptions) {
    const [file = '', exported = 'handler'] = handler.split('#');
    this.file = resolve(file);
    this.id = `${this.file}#${exported}`;
    this.#host = { file: this.file, exported, environment, onLog };
    this.#timeout = timeout;
    this.#concurrency = concurrency;
  }

  /** @throws CliError `HANDLER_NOT_FOUND`, or `HANDLER_NOT_LOADED` with what it threw. */
  async load(): Promise<void> {
    await access(this.file).catch(() => {
      throw new CliError(
        'HANDLER_NOT_FOUND',
        `There is no file ${this.file}. Build the handler first, or name its file with --handler.`,
      );
    });
    const host = await this.#take();
    const error = await host.loaded;
    this.#give(host);
    if (error === undefined) return;
    throw new CliError(
      'HANDLER_NOT_LOADED',
      `${this.file} could not be loaded: ${error.errorType}: ${error.errorMessage}`,
    );
  }

  async invoke(
    payload: string,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<InvokeResult> {
    const requestId = randomUUID();
    const host = await this.#take();
    const outcome = await host.call({ requestId, payload, timeout: this.#timeout }, signal);
    this.#give(host);
    const answer = { requestId, statusCode: 200, executedVersion: '$LATEST' };
    return outcome.kind === 'returned'
      ? { kind: 'success', ...answer, payload: outcome.payload }
      : {
          kind: 'function-error',
          functionError: 'Unhandled',
          ...answer,
          payload: JSON.stringify(outcome.error),
        };
  }

  /** The next call runs the file as it is now. What runs may finish. */
  reload(): void {
    for (const host of this.#idle.splice(0)) this.#end(host);
    // Those that are busy end when they are given back.
    for (const host of this.#all) this.#stale.add(host);
  }

  close(): void {
    for (const host of this.#all) this.#end(host);
  }

  async #take(): Promise<HostProcess> {
    for (let host = this.#idle.pop(); host !== undefined; host = this.#idle.pop()) {
      if (!host.gone) return host;
      this.#all.delete(host);
    }
    if (this.#all.size < this.#concurrency) {
      const host = new HostProcess(this.#host);
      this.#all.add(host);
      return host;
    }
    return new Promise((resolveHost) => this.#waiting.push(resolveHost));
  }

  #give(host: HostProcess): void {
    const next = this.#waiting.shift();
    if (host.gone || this.#stale.has(host)) {
      this.#end(host);
      if (next !== undefined) void this.#take().then(next);
    } else if (next === undefined) {
      this.#idle.push(host);
    } else {
      next(host);
    }
  }

  #end(host: HostProcess): void {
    this.#all.delete(host);
    host.end();
  }
}
