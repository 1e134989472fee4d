import type { ConnectionFlags } from '../aws/connection.js';

/** The flags of `millrace tail` as commander gives them. */
export interface TailFlags extends ConnectionFlags {
  readonly since?: string;
  readonly horizon?: true;
  readonly filter: readonly string[];
  readonly keys?: true;
  readonly shards?: true;
  readonly json?: true;
  readonly count?: number;
  readonly for?: string;
}
