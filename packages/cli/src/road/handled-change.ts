import type { CloudEvent } from '@millrace/local';

/** A line by which the Orders function says that it has handled a change. */
export interface HandledLine {
  readonly kind: string;
  readonly eventName: string;
  readonly sequenceNumber: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly version?: number;
  readonly changes: readonly {
    readonly path: string;
    readonly before?: unknown;
    readonly after?: unknown;
  }[];
}

/** Reads a function's log line as a handled change; any other line is undefined. */
export function readHandledChange(event: CloudEvent): HandledLine | undefined {
  if (event.type !== 'function-log' || !event.line.startsWith('{')) return undefined;
  try {
    const line = JSON.parse(event.line);
    return line.message === 'change' ? line : undefined;
  } catch {
    return undefined;
  }
}
