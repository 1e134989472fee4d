import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { HandlerError } from '../consumer/errors.js';

export interface InvokeOptions {
  /** Milliseconds, as the function's timeout. Default: 3,000, as Lambda's. */
  readonly timeout?: number;
  readonly functionName?: string;
  /** Laid over the context that is made up. */
  readonly context?: Partial<Context>;
}

/**
 * Runs a handler as Lambda would: event and answer cross as JSON, the context counts down, and a
 * handler that is still running at its timeout fails as it would there.
 *
 * @throws {HandlerError} `TIMED_OUT`, and whatever the handler throws.
 *
 * @example
 * const answer = await invoke(handler, streamEvent().insert(order), { timeout: 500 });
 */
export async function invoke<Event, Answer>(
  handler: (event: Event, context: Context) => Promise<Answer>,
  event: Event,
  options: InvokeOptions = {},
): Promise<Answer> {
  const { timeout = 3_000 } = options;
  const started = performance.now();
  const remaining = () => Math.max(0, Math.round(timeout - (performance.now() - started)));
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeoutError(timeout)), timeout);
  });
  try {
    const answer = handler(overTheWire(event), makeContext(options, remaining));
    return overTheWire(await Promise.race([answer, timedOut]));
  } finally {
    clearTimeout(timer);
  }
}

function overTheWire<Data>(data: Data): Data {
  return data === undefined ? data : JSON.parse(JSON.stringify(data));
}

function makeContext(
  { functionName = 'test', context }: InvokeOptions,
  getRemainingTimeInMillis: () => number,
): Context {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    memoryLimitInMB: '128',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    getRemainingTimeInMillis,
    done: callbackOnly,
    fail: callbackOnly,
    succeed: callbackOnly,
    ...context,
  };
}

function callbackOnly(): never {
  throw new Error('Lambda takes async handlers only since Node 24: return a promise instead');
}

function timeoutError(timeout: number): HandlerError {
  return new HandlerError(
    'TIMED_OUT',
    `Task timed out after ${(timeout / 1000).toFixed(2)} seconds`,
  );
}
