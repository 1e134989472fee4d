import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type CloudAddress, childEnvironment } from './child-environment.js';
import { endMarker } from './end-marker.js';
import { failurePayload, type RuntimeFailure } from './failure-payload.js';
import type { FunctionDefinition } from './function-definition.js';
import type { InvocationResult } from './invocation-result.js';
import { LineSplitter } from './line-splitter.js';
import { LogTail } from './log-tail.js';
import type { HandedInvocation, RuntimeApi, RuntimeApiSession } from './runtime-api.js';
import type { ObserveRuntime } from './runtime-event.js';

/** The same file from `src` (tests) and from `dist`: a child needs built JavaScript. */
const bootstrap = join(__dirname, '..', '..', 'dist', 'runtime', 'child', 'bootstrap.js');

/** Lambda gives a cold start this long before it starts over. Seconds. */
const initLimit = 10;

/** Output may still come for this long after a child has ended, or has answered without its end mark. */
const outputGraceMs = 1_000;

interface Running {
  readonly requestId: string;
  readonly payload: string;
  readonly invokedArn: string;
  readonly log: LogTail;
  readonly settle: (result: InvocationResult) => void;
  startedAt: number;
  answer?: Pick<InvocationResult, 'payload' | 'functionError'>;
  timer?: NodeJS.Timeout;
  readonly markedEnds: Set<'stdout' | 'stderr'>;
}

export interface WorkerParts {
  readonly api: RuntimeApi;
  readonly cloud: CloudAddress;
  readonly observe: ObserveRuntime;
}

/** One child process of a function: started cold, used for one invocation after another, ended for good. */
export class Worker {
  readonly definition: FunctionDefinition;
  /** Resolves when the child is gone. */
  readonly gone: Promise<void>;
  /** Resolves when the bundle is loaded, with the error's payload when it does not load. */
  readonly loaded: Promise<string | undefined>;
  #tellLoaded: (error: string | undefined) => void = () => undefined;
  readonly #parts: WorkerParts;
  readonly #process: ChildProcess;
  readonly #closeSession: () => void;
  #hand: ((invocation: HandedInvocation) => void) | undefined;
  #running: Running | undefined;
  #initError: string | undefined;
  #failure: RuntimeFailure | undefined;
  #dropAnswer = false;
  #dead = false;
  #killed = false;
  #used = false;

  constructor(definition: FunctionDefinition, parts: WorkerParts) {
    this.definition = definition;
    this.#parts = parts;
    this.loaded = new Promise((resolve) => {
      this.#tellLoaded = resolve;
    });
    const { address, close } = parts.api.open(this.#session());
    this.#closeSession = close;
    this.#process = spawn(
      process.execPath,
      [`--max-old-space-size=${Math.max(32, Math.floor(definition.memorySize * 0.9))}`, bootstrap],
      {
        cwd: definition.codeFolder,
        env: childEnvironment(definition, parts.cloud, address),
        // The fourth is the lifeline: it closes when this process ends, however it ends.
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        // A group of its own: Ctrl-C in the terminal reaches the parent only, and a kill reaches grandchildren.
        detached: process.platform !== 'win32',
        windowsHide: true,
      },
    );
    this.#readLines('stdout');
    this.#readLines('stderr');
    this.gone = this.#watchEnd();
  }

  /** True once it takes no further invocation. */
  get dead(): boolean {
    return this.#dead || this.#killed;
  }

  /** True until the first invocation was given to it. */
  get cold(): boolean {
    return !this.#used;
  }

  /** Runs one invocation. Never rejects: whatever happens is a result. One at a time. */
  run(
    requestId: string,
    payload: string,
    options: { readonly crashOnAnswer?: boolean; readonly invokedArn?: string } = {},
  ): Promise<InvocationResult> {
    this.#dropAnswer = options.crashOnAnswer ?? false;
    return new Promise((settle) => {
      const running: Running = {
        requestId,
        payload,
        settle,
        invokedArn: options.invokedArn ?? this.definition.functionArn,
        log: new LogTail(),
        startedAt: performance.now(),
        markedEnds: new Set(),
      };
      this.#running = running;
      running.log.add(`START RequestId: ${requestId} Version: ${this.definition.version}`);
      if (this.#dead) return this.#finish(this.#deathPayload(requestId));
      if (this.#hand !== undefined) return this.#start(running);
      const seconds = Math.max(initLimit, this.definition.timeout);
      running.timer = setTimeout(() => this.#timeOut(seconds), seconds * 1000);
    });
  }

  /** Ends the child at once, whatever it is doing. */
  kill(): void {
    const { pid } = this.#process;
    if (pid === undefined || this.#dead) return;
    this.#killed = true;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It ended by itself in this very moment.
    }
  }

  #session(): RuntimeApiSession {
    return {
      next: (hand) => {
        this.#hand = hand;
        this.#tellLoaded(undefined);
        if (this.#running !== undefined && this.#running.answer === undefined) {
          this.#start(this.#running);
        }
      },
      response: (requestId, payload) => this.#answered(requestId, { payload }),
      error: (requestId, payload) =>
        this.#answered(requestId, { payload, functionError: 'Unhandled' }),
      initError: (payload) => {
        this.#initError = payload;
      },
    };
  }

  #start(running: Running): void {
    const hand = this.#hand;
    if (hand === undefined) return;
    this.#hand = undefined;
    this.#used = true;
    clearTimeout(running.timer);
    const { timeout } = this.definition;
    running.startedAt = performance.now();
    running.timer = setTimeout(() => this.#timeOut(timeout), timeout * 1000);
    hand({
      requestId: running.requestId,
      functionArn: running.invokedArn,
      payload: running.payload,
      deadlineMs: Date.now() + timeout * 1000,
    });
    this.#parts.observe({
      type: 'event-handed-over',
      functionName: this.definition.functionName,
      requestId: running.requestId,
    });
  }

  #timeOut(seconds: number): void {
    this.#failure = { kind: 'timed-out', seconds };
    this.kill();
  }

  #answered(requestId: string, answer: Pick<InvocationResult, 'payload' | 'functionError'>): void {
    const running = this.#running;
    if (this.#killed || running === undefined || running.requestId !== requestId) return;
    if (this.#dropAnswer) {
      this.kill();
      return;
    }
    clearTimeout(running.timer);
    running.answer = answer;
    running.timer = setTimeout(() => this.#finish(answer), outputGraceMs);
    this.#finishWhenReadToEnd(running);
  }

  #finishWhenReadToEnd(running: Running): void {
    if (running.answer !== undefined && running.markedEnds.size === 2) this.#finish(running.answer);
  }

  #finish(answer: Pick<InvocationResult, 'payload' | 'functionError'>): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    const durationMs = performance.now() - running.startedAt;
    running.log.add(`END RequestId: ${running.requestId}`);
    running.log.add(
      `REPORT RequestId: ${running.requestId}\tDuration: ${durationMs.toFixed(2)} ms\t` +
        `Billed Duration: ${Math.ceil(durationMs)} ms\tMemory Size: ${this.definition.memorySize} MB`,
    );
    running.settle({
      ...answer,
      requestId: running.requestId,
      executedVersion: this.definition.version,
      logTail: running.log.toString(),
      durationMs,
    });
  }

  #readLines(name: 'stdout' | 'stderr'): void {
    const splitter = new LineSplitter((line) => this.#line(name, line));
    this.#process[name]?.on('data', (chunk: Buffer) => splitter.push(chunk));
    this.#process[name]?.on('close', () => splitter.flush());
  }

  #line(stream: 'stdout' | 'stderr', line: string): void {
    const running = this.#running;
    if (running !== undefined && line === endMarker(running.requestId)) {
      running.markedEnds.add(stream);
      this.#finishWhenReadToEnd(running);
      return;
    }
    if (line.startsWith(endMarker(''))) return;
    running?.log.add(line);
    this.#parts.observe({
      type: 'function-log',
      functionName: this.definition.functionName,
      ...(running === undefined ? {} : { requestId: running.requestId }),
      stream,
      line,
    });
  }

  #watchEnd(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(grace);
        this.#tellLoaded(this.#deathPayload('init').payload);
        if (this.#running !== undefined) {
          this.#finish(this.#running.answer ?? this.#deathPayload(this.#running.requestId));
        }
        resolve();
      };
      let grace: NodeJS.Timeout | undefined;
      const ended = (failure: RuntimeFailure): void => {
        this.#dead = true;
        this.#failure ??= failure;
        this.#closeSession();
        // A grandchild may hold the pipes open for ever.
        grace = setTimeout(end, outputGraceMs);
      };
      // A lifeline that breaks is a child that ended, which 'exit' tells.
      this.#process.stdio[3]?.on('error', () => undefined);
      this.#process.once('error', (error) => {
        ended({ kind: 'not-started', reason: error.message });
        end();
      });
      this.#process.once('exit', (exitCode, signal) => ended({ kind: 'exited', exitCode, signal }));
      this.#process.once('close', end);
    });
  }

  #deathPayload(requestId: string): Pick<InvocationResult, 'payload' | 'functionError'> {
    const failure = this.#failure ?? { kind: 'exited', exitCode: null, signal: null };
    return {
      payload: this.#initError ?? failurePayload(failure, requestId),
      functionError: 'Unhandled',
    };
  }
}
