import type { Logger } from '../observe/logger.js';

/**
 * What a table's change sets off. It is awaited; what it returns is ignored. It may throw: a
 * `PermanentError` parks the record, anything else makes Lambda deliver from this change again.
 * Delivery is at least once, so its effects should hold when they come twice (see `toFence`).
 */
export type Reaction<ChangeOfKind> = (change: ChangeOfKind, context: ReactionContext) => unknown;

/** What a reaction gets beside the change. */
export interface ReactionContext {
  /**
   * Aborted when the function's deadline is near. Hand it to whatever waits: what goes on without it
   * outlives the answer, and may still have its effect when the change, or a later one of its item, has
   * been delivered again.
   */
  readonly signal: AbortSignal;
  /** Every line carries the change's event id, keys, sequence number and attempt. */
  readonly logger: Logger;
  /** Milliseconds until the function times out, at the moment of reading. */
  readonly remainingMs: number;
  /**
   * 1 when this execution environment sees the change for the first time. Lambda does not tell a
   * function how often it has tried, so this counts only what this environment gave back itself.
   */
  readonly attempt: number;
  /**
   * Attributes to put on an item that the reaction writes to the very table that it listens to. The
   * consumer recognises them in the stream and does not react to its own write. Each reading gives a
   * new mark, so that a later write by somebody else is not taken for the consumer's.
   */
  readonly origin: Readonly<Record<string, string>>;
  /** Tells that the fence showed a repeat and nothing was changed, for the metric. */
  readonly markRepeated: () => void;
}
