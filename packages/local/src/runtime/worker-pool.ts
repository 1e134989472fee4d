import { AwsError } from '../wire/aws-error.js';
import type { FunctionDefinition } from './function-definition.js';
import type { InvocationResult } from './invocation-result.js';
import { Worker, type WorkerParts } from './worker.js';

/** An unused child is ended after this long, so that a burst does not hold memory all day. */
const idleLimitMs = 5 * 60_000;

/** A bundle that has not loaded by then is taken for one that never will. */
const initLimitMs = 30_000;

/** The children of one function: as many as there are invocations at once, each used again and again. */
export class WorkerPool {
  readonly definition: FunctionDefinition;
  readonly #parts: WorkerParts;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #idleTimers = new Map<Worker, NodeJS.Timeout>();
  #retired = false;
  #killed = false;
  #busy = 0;

  constructor(definition: FunctionDefinition, parts: WorkerParts) {
    this.definition = definition;
    this.#parts = parts;
  }

  /** Invocations that run now. */
  get busy(): number {
    return this.#busy;
  }

  /** True when the next invocation needs a new child. */
  get nextIsCold(): boolean {
    return !this.#idle.some((worker) => !worker.dead);
  }

  /** @throws AwsError 503 once the pool was killed. */
  async run(
    requestId: string,
    payload: string,
    options: {
      readonly crashOnAnswer: boolean;
      readonly invokedArn?: string;
      readonly signal?: AbortSignal;
    },
  ): Promise<InvocationResult> {
    if (this.#killed) {
      throw new AwsError(503, 'ServiceException', 'The local cloud is stopping.');
    }
    const worker = this.#take();
    const kill = (): void => worker.kill();
    options.signal?.addEventListener('abort', kill, { once: true });
    if (options.signal?.aborted === true) kill();
    this.#busy += 1;
    try {
      return await worker.run(requestId, payload, options);
    } finally {
      this.#busy -= 1;
      options.signal?.removeEventListener('abort', kill);
      this.#give(worker);
    }
  }

  /** Starts a child ahead of the first invocation; gives the error's payload when the bundle does not load. */
  async warm(): Promise<string | undefined> {
    const worker = this.#take();
    const timer = setTimeout(() => worker.kill(), initLimitMs);
    const error = await worker.loaded;
    clearTimeout(timer);
    this.#give(worker);
    return error;
  }

  /** Ends idle children now and busy ones once they are done. */
  retire(): void {
    this.#retired = true;
    for (const worker of this.#idle.splice(0)) this.#end(worker);
  }

  /** Ends all children at once and waits until they are gone. */
  async kill(): Promise<void> {
    this.#retired = true;
    this.#killed = true;
    for (const worker of this.#all) this.#end(worker);
    await Promise.all([...this.#all].map((worker) => worker.gone));
  }

  #take(): Worker {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      clearTimeout(this.#idleTimers.get(worker));
      this.#idleTimers.delete(worker);
      if (!worker.dead) return worker;
    }
    const worker = new Worker(this.definition, this.#parts);
    this.#all.add(worker);
    void worker.gone.then(() => this.#all.delete(worker));
    return worker;
  }

  #give(worker: Worker): void {
    if (worker.dead) return;
    if (this.#retired) {
      this.#end(worker);
      return;
    }
    this.#idle.push(worker);
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(worker), 1);
      this.#end(worker);
    }, idleLimitMs);
    this.#idleTimers.set(worker, timer.unref());
  }

  #end(worker: Worker): void {
    clearTimeout(this.#idleTimers.get(worker));
    this.#idleTimers.delete(worker);
    worker.kill();
  }
}
