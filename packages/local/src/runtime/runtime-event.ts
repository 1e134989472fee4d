interface OfInvocation {
  readonly functionName: string;
  readonly requestId: string;
}

/** What the Lambda runtime does, told as it happens. */
export type RuntimeEvent =
  | (OfInvocation & { readonly type: 'invocation-started'; readonly coldStart: boolean })
  /** The function's process has the event now: any cold start is over. */
  | (OfInvocation & { readonly type: 'event-handed-over' })
  | (OfInvocation & {
      readonly type: 'invocation-ended';
      readonly durationMs: number;
      /** The error's type when the function failed. */
      readonly errorType?: string;
    })
  | {
      readonly type: 'function-log';
      readonly functionName: string;
      /** Undefined for what a child writes before its first invocation or between two. */
      readonly requestId?: string;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    }
  | (OfInvocation & { readonly type: 'fault-injected'; readonly kind: 'error' | 'slow' | 'crash' });

export type ObserveRuntime = (event: RuntimeEvent) => void;
