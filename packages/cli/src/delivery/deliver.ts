import {
  type BackoffSettings,
  type CheckpointStore,
  type Clock,
  createEventSourceMapping,
  type FailureDestination,
  type Invoker,
  type MappingEvent,
  type MappingSettings,
  type StreamRecord,
} from '@millrace/mapping';
import { aborted, anySignal } from '../output/any-signal.js';
import { CliError } from '../output/cli-error.js';
import type { FiniteSource } from './finite-source.js';

export interface DeliveryOptions {
  readonly source: FiniteSource;
  readonly invoker: Invoker;
  readonly functionArn: string;
  readonly settings: MappingSettings;
  readonly checkpoints: CheckpointStore;
  readonly destination?: FailureDestination;
  readonly clock?: Clock;
  /** Stops it in order: what runs may finish, nothing new is started. */
  readonly signal: AbortSignal;
  readonly onDone: (records: readonly StreamRecord[]) => void;
  readonly onGivenUp: (records: readonly StreamRecord[], reason: string) => void;
  readonly observe?: (event: MappingEvent) => void;
}

/** Somebody waits for this to end: it tries again sooner than a mapping that has all day. */
const BACKOFF: Partial<BackoffSettings> = { first: 50, longest: 5_000 };

/**
 * Runs a finite stream through a function as an event source mapping would: batches, partial answers,
 * retries, bisecting, order per item, parents before children.
 *
 * @returns true when all of it was dealt with, false when it was stopped before.
 * @throws CliError `FUNCTION_REFUSED` when the function cannot be called at all, and what keeps a file of
 * its own (checkpoints, failed records) from being written.
 */
export async function deliver(options: DeliveryOptions): Promise<boolean> {
  const { source, onDone, onGivenUp } = options;
  const complete = new AbortController();
  const finished = await finishedBefore(options.checkpoints);
  let refusal: unknown;
  const giveUp = (error: unknown) => {
    refusal ??= error;
    complete.abort();
  };
  let lastReason = 'the function failed';
  const mapping = createEventSourceMapping({
    ...options,
    backoff: BACKOFF,
    polling: { quickest: 5, slowest: 100, discovery: 5_000 },
    observe: (event) => {
      // Both are files of this machine: what keeps them from being written does not pass by waiting.
      if (event.type === 'failure-record-refused' || event.type === 'checkpoint-refused') {
        return giveUp(event.error);
      }
      options.observe?.(event);
      switch (event.type) {
        case 'invocation-succeeded':
          return onDone(event.records);
        case 'invocation-failed':
          lastReason = reasonOf(event);
          return onDone(event.records.slice(0, event.done));
        case 'discarded':
          return onGivenUp(event.records, lastReason);
        case 'throttled':
          return isFinal(event) ? giveUp(functionRefused(event)) : undefined;
        case 'shard-finished':
          finished.add(event.shardId);
          if (source.isComplete(finished)) complete.abort();
      }
    },
  });
  if (source.isComplete(finished)) return true;
  await mapping.start();
  if (source.isComplete(finished)) complete.abort();
  await aborted(anySignal([options.signal, complete.signal]));
  if (refusal !== undefined) {
    // It may fail by the same refusal, which has been said better.
    await mapping.stop({ finish: false }).catch(() => undefined);
    throw refusal;
  }
  await mapping.stop();
  return source.isComplete(finished);
}

/** What an earlier run of the same work has brought to its end. */
async function finishedBefore(checkpoints: CheckpointStore): Promise<Set<string>> {
  const stored = await checkpoints.load();
  const shards = stored?.shards.filter(({ position }) => position.kind === 'finished') ?? [];
  return new Set(shards.map(({ shardId }) => shardId));
}

/** The function's own words, where it left some. */
function reasonOf({ result, reason }: MappingEvent & { readonly type: 'invocation-failed' }) {
  if (result.kind !== 'function-error') return reason;
  const match = /"errorMessage":"((?:[^"\\]|\\.)*)"/.exec(result.payload);
  return match?.[1] ?? result.functionError;
}

type Throttled = MappingEvent & { readonly type: 'throttled' };

/** A mapping waits out every refusal. These do not pass: no function, no right to call it. */
function isFinal({ result: { kind, statusCode } }: Throttled): boolean {
  return kind === 'service-error' && statusCode >= 400 && statusCode < 500;
}

function functionRefused({ result }: Throttled): CliError {
  const message = 'message' in result ? result.message : '';
  return new CliError(
    'FUNCTION_REFUSED',
    `The function cannot be called: ${message} Check its name with --function, the right to lambda:InvokeFunction, and that the credentials have not expired. What was run before is run: run this again to go on.`,
  );
}
