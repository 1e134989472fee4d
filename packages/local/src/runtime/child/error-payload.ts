import { HandlerLoadError } from './load-handler.js';

/** An error as a function answers it to its caller. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What a handler threw, as Lambda's Node.js runtime writes it. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (thrown instanceof Error) {
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: (thrown.stack ?? '').split('\n'),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** An error of the runtime's own, with the trace of what caused it. */
export function namedError(errorType: string, errorMessage: string, cause?: unknown): ErrorPayload {
  return { errorType, errorMessage, trace: cause === undefined ? [] : errorPayload(cause).trace };
}

/** Why the function's code could not be loaded. */
export function loadError(thrown: unknown): ErrorPayload {
  return thrown instanceof HandlerLoadError
    ? namedError(thrown.errorType, thrown.message, thrown.cause ?? thrown)
    : errorPayload(thrown);
}
