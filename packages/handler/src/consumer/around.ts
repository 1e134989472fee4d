import type { Change } from '@millrace/shared';
import type { Context } from 'aws-lambda';
import type { ReactionContext } from './reaction.js';

/** What stands around the consumer's work, like a middleware: open a span, call `next`, close it. */
export interface Around {
  /** Around a whole invocation. Must call `next` once and return what it gives. */
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
