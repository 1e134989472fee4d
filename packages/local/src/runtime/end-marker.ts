/**
 * The line a child writes to stdout and stderr when an invocation has ended. A pipe and the Runtime
 * API's connection are read in no set order; only this says that no log line is still on its way.
 */
export function endMarker(requestId: string): string {
  return `\u0001millrace:end:${requestId}`;
}
