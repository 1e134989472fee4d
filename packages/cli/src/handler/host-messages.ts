/** What a handler's process is asked to do. */
export interface HostRequest {
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds until the function's timeout. */
  readonly timeout: number;
}

/** What a handler's process says. */
export type HostReply =
  | { readonly type: 'loaded' }
  | { readonly type: 'not-loaded'; readonly error: HostError }
  | { readonly type: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly type: 'threw'; readonly requestId: string; readonly error: HostError };

/** An error as Lambda words it in its answer. */
export interface HostError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}
