import type { DiscardCondition, FailureDocument, InvokeResult, ShardPosition } from './seams.js';
import type { StreamRecord } from './stream-record.js';

/** A lane of a shard: 0 up to, not including, the parallelization factor. */
interface InLane {
  readonly shardId: string;
  readonly lane: number;
}

/**
 * Everything a mapping does, told as it happens. Tables, consoles and metrics are built on these.
 * `records` are the very objects that were read; do not change them.
 */
export type MappingEvent =
  | { readonly type: 'shard-opened'; readonly shardId: string; readonly from: ShardPosition }
  /** Closed, read to its end, and all of it done: its children may begin. */
  | { readonly type: 'shard-finished'; readonly shardId: string }
  | {
      readonly type: 'records-read';
      readonly shardId: string;
      readonly records: readonly StreamRecord[];
      /** Milliseconds that the newest of these records waited in the stream. */
      readonly iteratorAge: number;
    }
  /** These matched no filter and are gone for good. */
  | {
      readonly type: 'filtered';
      readonly shardId: string;
      readonly count: number;
      readonly records: readonly StreamRecord[];
    }
  /** The function is being called with these now. `attempt` is 1 for the first call. */
  | (InLane & {
      readonly type: 'delivered';
      readonly records: readonly StreamRecord[];
      readonly attempt: number;
      readonly payloadBytes: number;
    })
  /** The whole batch is done. */
  | (InLane & {
      readonly type: 'invocation-succeeded';
      readonly records: readonly StreamRecord[];
      readonly attempt: number;
      readonly duration: number;
      readonly result: InvokeResult;
    })
  /** The function failed, or its report named records: `done` of them are finished, from the front. */
  | (InLane & {
      readonly type: 'invocation-failed';
      readonly records: readonly StreamRecord[];
      readonly attempt: number;
      readonly duration: number;
      readonly result: InvokeResult;
      readonly done: number;
      readonly reason: string;
    })
  /** The call never reached the function. Costs no retry. */
  | (InLane & {
      readonly type: 'throttled';
      readonly records: readonly StreamRecord[];
      readonly result: InvokeResult;
      readonly delay: number;
    })
  /** These will be sent again after `delay` milliseconds, as attempt number `attempt`. */
  | (InLane & {
      readonly type: 'retried';
      readonly records: readonly StreamRecord[];
      readonly attempt: number;
      readonly delay: number;
    })
  | (InLane & {
      readonly type: 'bisected';
      readonly first: readonly StreamRecord[];
      readonly second: readonly StreamRecord[];
    })
  /**
   * Given up. Without a destination this event is the only trace. `records` is empty for the last call
   * of a tumbling window; `document` names those whose result is lost with it.
   */
  | (InLane & {
      readonly type: 'discarded';
      readonly records: readonly StreamRecord[];
      readonly condition: DiscardCondition;
      readonly document: FailureDocument;
    })
  | (InLane & {
      readonly type: 'failure-record-sent';
      readonly records: readonly StreamRecord[];
      readonly destinationArn: string;
      readonly document: FailureDocument;
    })
  /** The destination refused; it is asked again after `delay` milliseconds. */
  | (InLane & {
      readonly type: 'failure-record-refused';
      readonly destinationArn: string;
      readonly error: unknown;
      readonly delay: number;
    })
  | {
      readonly type: 'checkpoint-moved';
      readonly shardId: string;
      readonly position: ShardPosition;
    }
  | { readonly type: 'checkpoint-refused'; readonly error: unknown; readonly delay: number }
  /**
   * Records were trimmed from the stream before they were read: everything after `after` (undefined:
   * from the shard's beginning) and before `before` (undefined: to the shard's end, and whatever there
   * was of those ancestors and descendants of it that the stream no longer lists; of a shard that is
   * still open, up to what is read next).
   */
  | {
      readonly type: 'gap';
      readonly shardId: string;
      readonly after: string | undefined;
      readonly before: string | undefined;
    }
  /** The stream refused a call; it is asked again after `delay` milliseconds. */
  | {
      readonly type: 'source-refused';
      readonly shardId: string | undefined;
      readonly reason: string;
      readonly error: unknown;
      readonly delay: number;
    }
  | { readonly type: 'state-changed'; readonly state: MappingState };

export type MappingState = 'Disabled' | 'Enabling' | 'Enabled' | 'Disabling';

/** Hears every {@link MappingEvent}. Called in the middle of the work: be quick and do not throw. */
export type Observe = (event: MappingEvent) => void;
