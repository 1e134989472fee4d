import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../wire/aws-error.js';
import type { CloudAddress } from './child-environment.js';
import { failurePayload } from './failure-payload.js';
import { type ArmedFault, type Fault, Faults } from './faults.js';
import type { FunctionDefinition } from './function-definition.js';
import type { InvocationResult } from './invocation-result.js';
import { RuntimeApi } from './runtime-api.js';
import type { ObserveRuntime } from './runtime-event.js';
import { WorkerPool } from './worker-pool.js';

export interface LambdaRuntimeOptions {
  readonly cloud: CloudAddress;
  readonly observe?: ObserveRuntime;
  /** Children of all functions that may run at once; AWS's own limit starts at 1000. */
  readonly accountConcurrency?: number;
}

/** What a caller may say about an invocation. */
export interface InvokeOptions {
  /** `$LATEST` when left out. */
  readonly version?: string;
  /** The ARN as the caller wrote it, with its qualifier: the context shows it to the function. */
  readonly invokedArn?: string;
  /** Ends the invocation by ending its child. */
  readonly signal?: AbortSignal;
}

/** Runs functions: each invocation in a child process that is kept for the next one. */
export class LambdaRuntime {
  readonly #api: RuntimeApi;
  readonly #options: LambdaRuntimeOptions;
  readonly #observe: ObserveRuntime;
  readonly #faults = new Faults();
  /** By function name, then by version. */
  readonly #pools = new Map<string, Map<string, WorkerPool>>();
  readonly #reserved = new Map<string, number>();
  #running = 0;

  private constructor(api: RuntimeApi, options: LambdaRuntimeOptions) {
    this.#api = api;
    this.#options = options;
    this.#observe = options.observe ?? (() => undefined);
  }

  static async start(options: LambdaRuntimeOptions): Promise<LambdaRuntime> {
    return new LambdaRuntime(await RuntimeApi.start(), options);
  }

  /** Makes a version of a function known, or replaces it: the next invocation runs the new one. */
  define(definition: FunctionDefinition): void {
    const versions = this.#pools.get(definition.functionName) ?? new Map<string, WorkerPool>();
    this.#pools.set(definition.functionName, versions);
    versions.get(definition.version)?.retire();
    const parts = { api: this.#api, cloud: this.#options.cloud, observe: this.#observe };
    versions.set(definition.version, new WorkerPool(definition, parts));
  }

  /** Forgets a function with all its versions; what runs may finish. */
  remove(functionName: string): void {
    for (const pool of this.#pools.get(functionName)?.values() ?? []) pool.retire();
    this.#pools.delete(functionName);
    this.#reserved.delete(functionName);
  }

  /** Invocations of a function at once before the next is throttled; 0 throttles all, undefined lifts it. */
  reserveConcurrency(functionName: string, limit: number | undefined): void {
    if (limit === undefined) this.#reserved.delete(functionName);
    else this.#reserved.set(functionName, limit);
  }

  /**
   * Starts a child ahead of the first invocation. Gives the error's payload when the bundle does not
   * load, undefined when it does.
   */
  async warm(functionName: string, version = '$LATEST'): Promise<string | undefined> {
    return this.#pools.get(functionName)?.get(version)?.warm();
  }

  /** Arms a fault for coming invocations; call the result to disarm it. */
  injectFault(functionName: string, fault: Fault): () => void {
    return this.#faults.inject(functionName, fault);
  }

  /** The function's faults that are not used up. */
  faultsOf(functionName: string): readonly ArmedFault[] {
    return this.#faults.armed(functionName);
  }

  /**
   * Disarms all faults of a function.
   *
   * @returns how many were armed
   */
  clearFaults(functionName: string): number {
    return this.#faults.clear(functionName);
  }

  /**
   * Runs a function once and gives what came of it.
   * @throws AwsError 404 for an unknown function, 429 when its or the account's concurrency is used up.
   */
  async invoke(
    functionName: string,
    payload: string,
    options: InvokeOptions = {},
  ): Promise<InvocationResult> {
    const pool = this.#pools.get(functionName)?.get(options.version ?? '$LATEST');
    if (pool === undefined) {
      throw new AwsError(404, 'ResourceNotFoundException', `Function not found: ${functionName}`);
    }
    this.#checkConcurrency(functionName);
    this.#running += 1;
    try {
      return await this.#run(pool, payload, options);
    } finally {
      this.#running -= 1;
    }
  }

  /** Kills every child and waits until all are gone. */
  async stop(): Promise<void> {
    this.#faults.clearAll();
    const pools = [...this.#pools.values()].flatMap((versions) => [...versions.values()]);
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.kill()));
    await this.#api.stop();
  }

  #checkConcurrency(functionName: string): void {
    const reserved = this.#reserved.get(functionName);
    if (reserved !== undefined && this.#busy(functionName) >= reserved) {
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    if (this.#running >= (this.#options.accountConcurrency ?? 50)) {
      throw throttled('ConcurrentInvocationLimitExceeded');
    }
  }

  #busy(functionName: string): number {
    const pools = this.#pools.get(functionName)?.values() ?? [];
    return [...pools].reduce((sum, pool) => sum + pool.busy, 0);
  }

  async #run(pool: WorkerPool, payload: string, options: InvokeOptions): Promise<InvocationResult> {
    const { functionName, version } = pool.definition;
    const requestId = randomUUID();
    const fault = this.#faults.take(functionName, payload);
    if (fault !== undefined) {
      this.#observe({ type: 'fault-injected', functionName, requestId, kind: fault.kind });
    }
    if (fault?.kind === 'slow') await delay(fault.delayMs ?? 1000, options.signal);
    const coldStart = fault?.kind !== 'error' && pool.nextIsCold;
    this.#observe({ type: 'invocation-started', functionName, requestId, coldStart });
    const result =
      fault?.kind === 'error'
        ? injectedFailure(requestId, version)
        : await pool.run(requestId, payload, {
            crashOnAnswer: fault?.kind === 'crash',
            ...options,
          });
    this.#observe({
      type: 'invocation-ended',
      functionName,
      requestId,
      durationMs: result.durationMs,
      ...(result.functionError === undefined ? {} : { errorType: errorTypeOf(result.payload) }),
    });
    return result;
  }
}

/** Ends early, without a fault, when the invocation is aborted. */
async function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const options = signal === undefined ? { ref: false } : { ref: false, signal };
  await sleep(milliseconds, undefined, options).catch(() => undefined);
}

function throttled(reason: string): AwsError {
  return new AwsError(429, 'TooManyRequestsException', 'Rate Exceeded.', {
    members: { Reason: reason, Type: 'User' },
  });
}

function injectedFailure(requestId: string, executedVersion: string): InvocationResult {
  return {
    requestId,
    payload: failurePayload({ kind: 'injected' }, requestId),
    functionError: 'Unhandled',
    executedVersion,
    logTail: '',
    durationMs: 0,
  };
}

function errorTypeOf(payload: string): string {
  return /"errorType":"([^"]*)"/.exec(payload)?.[1] ?? 'Unhandled';
}
