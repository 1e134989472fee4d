/** What came of an invocation that reached the function. */
export interface InvocationResult {
  readonly requestId: string;
  /** The function's answer, or its error, as JSON text. */
  readonly payload: string;
  /** Set when the function failed; Lambda's word for all of its own failures. */
  readonly functionError?: 'Unhandled';
  readonly executedVersion: string;
  /** At most the last 4 KB of what the invocation logged. */
  readonly logTail: string;
  readonly durationMs: number;
}
