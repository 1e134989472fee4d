import type { DeliveryFlags } from '../delivery/delivery-flags.js';

/** The flags of `millrace redrive` as commander gives them. */
export interface RedriveFlags extends DeliveryFlags {
  readonly only: readonly string[];
  readonly expired: string;
  readonly removeExpired?: true;
  readonly rescue?: string;
  readonly limit: number;
  readonly hold: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}
