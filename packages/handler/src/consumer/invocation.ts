import type { Context } from 'aws-lambda';
import type { BatchTally } from '../observe/batch-tally.js';
import type { Attempts } from './attempts.js';
import type { Deadline } from './deadline.js';

/** What belongs to one invocation and is shared by its changes. */
export interface Invocation {
  readonly context: Context;
  readonly deadline: Deadline;
  readonly tally: BatchTally;
  readonly attempts: Attempts;
  /** The name under which the consumer marks its own writes. */
  readonly origin: string;
}
