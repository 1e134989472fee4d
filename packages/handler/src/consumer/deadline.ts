import { setMaxListeners } from 'node:events';
import type { Context } from 'aws-lambda';
import { HandlerError } from './errors.js';

/** The function's timeout, seen from inside one invocation. */
export interface Deadline {
  /** Aborted a margin before the timeout. */
  readonly signal: AbortSignal;
  /** Resolves half a margin before the timeout: the last moment to answer. */
  readonly lastCall: Promise<void>;
  /** Milliseconds from the start of the invocation to the margin. */
  readonly workMs: number;
  /** True once less than the margin is left. */
  isReached(): boolean;
  remainingMs(): number;
  /** Ends its timers. */
  release(): void;
}

const defaultMargin = 1_000;
// A fifth: a function with a timeout of a second still has most of it to work in.
const defaultShare = 0.2;
// What setTimeout can hold; a longer wait would fire at once.
const longestTimer = 2 ** 31 - 1;

/**
 * Watches the time that Lambda leaves this invocation.
 *
 * @param margin milliseconds before the timeout; see `ConsumerOptions.deadlineMargin`.
 */
export function watchDeadline(context: Context, margin: number | undefined): Deadline {
  const remainingMs = () => remainingOf(context);
  const atStart = remainingMs();
  const marginMs = margin ?? Math.min(defaultMargin, atStart * defaultShare);
  const controller = new AbortController();
  // Every reaction of a batch may listen to it at once; Node would call eleven of them a leak.
  setMaxListeners(0, controller.signal);
  // Asked before every start, where the signal's own getter took 0.3 µs.
  let isAborted = false;
  const abort = () => {
    if (isAborted) return;
    isAborted = true;
    controller.abort(deadlineReached(marginMs));
  };
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, act: () => void) => {
    if (ms <= 0) act();
    else if (ms <= longestTimer) timers.push(setTimeout(act, ms));
  };
  const workMs = atStart - marginMs;
  after(workMs, abort);
  const lastCall = new Promise<void>((resolve) => after(atStart - marginMs / 2, resolve));
  return {
    signal: controller.signal,
    lastCall,
    workMs,
    isReached: () => {
      // Work that never yields keeps the timer from firing, so the clock is asked as well.
      if (!isAborted && remainingMs() < marginMs) abort();
      return isAborted;
    },
    remainingMs,
    release: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

// A context that does not count down (a test, another runtime) has no deadline.
function remainingOf(context: Partial<Context> | undefined): number {
  return context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
}

function deadlineReached(marginMs: number): HandlerError {
  return new HandlerError('DEADLINE_REACHED', `Only ${Math.round(marginMs)} ms are left`);
}
