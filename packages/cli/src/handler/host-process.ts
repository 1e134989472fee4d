import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HostError, HostReply, HostRequest } from './host-messages.js';

/** What came of one call. */
export type HostOutcome =
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: HostError };

export interface HostOptions {
  readonly file: string;
  readonly exported: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onLog: (line: string) => void;
}

// The same file whether this one runs as it is built or as its source in a test.
const HOST = join(__dirname, '../../dist/handler/handler-host.js');

/** One process that holds the handler and runs one call at a time, as a Lambda environment does. */
export class HostProcess {
  readonly loaded: Promise<HostError | undefined>;
  readonly #child: ChildProcess;
  #answer: ((outcome: HostOutcome) => void) | undefined;
  #gone = false;

  constructor({ file, exported, environment, onLog }: HostOptions) {
    this.#child = fork(HOST, [file, exported], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', onLog);
    }
    this.loaded = new Promise((resolve) => {
      this.#child.on('message', (reply: HostReply) => {
        if (reply.type === 'loaded') resolve(undefined);
        else if (reply.type === 'not-loaded') resolve(reply.error);
        else this.#settle(reply);
      });
      const endWith = (error: HostError) => {
        this.#gone = true;
        resolve(error);
        this.#answer?.({ kind: 'failed', error });
      };
      this.#child.on('exit', (code, signal) => endWith(exitError(code, signal)));
      // It could not be started, or ended with a call on its way to it.
      this.#child.on('error', ({ name, message }) =>
        endWith({ errorType: name, errorMessage: message, trace: [] }),
      );
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Runs the handler once. Past its timeout, or when `signal` is given, the process is ended. */
  async call(request: HostRequest, signal: AbortSignal): Promise<HostOutcome> {
    const notLoaded = await this.loaded;
    if (notLoaded !== undefined) return { kind: 'failed', error: notLoaded };
    return new Promise((resolve) => {
      const end = () => this.end();
      const timer = setTimeout(() => {
        resolve({ kind: 'failed', error: timeoutError(request.timeout) });
        end();
      }, request.timeout);
      signal.addEventListener('abort', end, { once: true });
      this.#answer = (outcome) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#answer = undefined;
        resolve(outcome);
      };
      if (this.#gone) this.#answer({ kind: 'failed', error: exitError(null, null) });
      else this.#child.send(request);
    });
  }

  end(): void {
    this.#gone = true;
    this.#child.kill('SIGKILL');
  }

  #settle(reply: HostReply & { readonly type: 'returned' | 'threw' }): void {
    this.#answer?.(
      reply.type === 'returned'
        ? { kind: 'returned', payload: reply.payload }
        : { kind: 'failed', error: reply.error },
    );
  }
}

function exitError(code: number | null, signal: string | null): HostError {
  const how = signal === null ? `exit status ${code ?? 'unknown'}` : `signal ${signal}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `The process ended: ${how}`, trace: [] };
}

function timeoutError(milliseconds: number): HostError {
  const errorMessage = `Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] };
}
