import type { DeliveryFlags } from '../delivery/delivery-flags.js';

/** The flags of `millrace backfill` as commander gives them. */
export interface BackfillFlags extends DeliveryFlags {
  readonly segments: number;
  readonly state?: string;
  readonly failed: string;
  readonly filter: readonly string[];
  readonly json?: true;
}
