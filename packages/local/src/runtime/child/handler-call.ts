import type { LambdaContext } from './context.js';

/** A callback of the older handler form. */
export type Callback = (error?: unknown, result?: unknown) => void;

/** A Node.js handler of either form: it gives a promise, or it calls back. */
export type Handler = (event: unknown, context: LambdaContext, callback: Callback) => unknown;

/**
 * Calls a handler and waits for what it says: the promise it gives, or its callback. When neither
 * comes and nothing is left to wait for, the answer is null, as Lambda's runtimes with callbacks do.
 */
export function callHandler(
  handler: Handler,
  event: unknown,
  context: LambdaContext,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const nothingLeft = (): void => settle(() => resolve(null));
    const settle = (finish: () => void): void => {
      process.off('beforeExit', nothingLeft);
      finish();
    };
    process.once('beforeExit', nothingLeft);
    const callback: Callback = (error, result) =>
      settle(() => (error === undefined || error === null ? resolve(result) : reject(error)));
    let returned: unknown;
    try {
      returned = handler(event, context, callback);
    } catch (thrown) {
      settle(() => reject(thrown));
      return;
    }
    if (isThenable(returned)) {
      Promise.resolve(returned).then(
        (value) => settle(() => resolve(value)),
        (reason) => settle(() => reject(reason)),
      );
    }
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
