import type { Change } from '@millrace/shared';
import type { Context } from 'aws-lambda';
import type { ReactionContext } from './reaction.js';

/**
 * What stands around the consumer's work, like a middleware: open a span, call `next`, close it. It
 * watches and does not decide: a failure that it keeps to itself is one all the same, and work that it
 * does not await is awaited. One that ends without calling `next` fails (`HOOK_WITHOUT_NEXT`).
 */
export interface Around {
  /** Around a whole invocation. What it throws fails the whole batch. */
  readonly batch?: <Answer>(batch: BatchInfo, next: () => Promise<Answer>) => Promise<Answer>;
  /** Around one reaction. What it throws counts as the reaction's own failure. */
  readonly change?: (
    change: Change<unknown>,
    context: ReactionContext,
    next: () => Promise<void>,
  ) => Promise<void>;
}

export interface BatchInfo {
  /** Number of records delivered. */
  readonly size: number;
  readonly context: Context;
}
