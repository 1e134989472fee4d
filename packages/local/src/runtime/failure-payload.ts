/** A failure that the runtime itself reports, in Lambda's words. */
export type RuntimeFailure =
  | { readonly kind: 'timed-out'; readonly seconds: number }
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly signal: NodeJS.Signals | null;
    }
  | { readonly kind: 'not-started'; readonly reason: string }
  | { readonly kind: 'injected' };

/** The error payload that a caller gets when the function could not answer for itself. */
export function failurePayload(failure: RuntimeFailure, requestId: string): string {
  switch (failure.kind) {
    case 'timed-out':
      return payload(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${failure.seconds.toFixed(2)} seconds`,
      );
    case 'exited':
      return payload('Runtime.ExitError', `RequestId: ${requestId} Error: ${exitWords(failure)}`);
    case 'not-started':
      return payload(
        'Runtime.StartError',
        `RequestId: ${requestId} Error: The runtime could not start: ${failure.reason}`,
      );
    case 'injected':
      return payload('InjectedFault', 'A fault was injected instead of running the function.');
  }
}

function exitWords(exit: {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}): string {
  if (exit.signal !== null) {
    return `Runtime exited with error: signal: ${exit.signal === 'SIGKILL' ? 'killed' : exit.signal}`;
  }
  return exit.exitCode === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${exit.exitCode}`;
}

function payload(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}
