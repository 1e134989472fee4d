import type { ConnectionFlags } from '../aws/connection.js';

/** The flags of `millrace lag` as commander gives them. */
export interface LagFlags extends ConnectionFlags {
  readonly maxAge?: string;
  readonly sample: string;
  readonly bound: number;
  readonly watch?: true;
  readonly json?: true;
}
