import type { DeliveryFlags } from '../delivery/delivery-flags.js';

/** The flags of `millrace replay` as commander gives them. */
export interface ReplayFlags extends DeliveryFlags {
  readonly from: string;
  readonly to?: string;
  readonly filter: readonly string[];
  readonly failed: string;
  readonly state?: string;
  readonly settle: string;
  readonly json?: true;
}
