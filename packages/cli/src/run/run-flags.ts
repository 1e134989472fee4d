import type { DeliveryFlags } from '../delivery/delivery-flags.js';

/** The flags of `millrace run` as commander gives them. */
export interface RunFlags extends Omit<DeliveryFlags, 'function' | 'handler'> {
  readonly handler: string;
  readonly horizon?: true;
  readonly filter: readonly string[];
  readonly failed: string;
  readonly state?: string;
  readonly watch: boolean;
  readonly count?: number;
  readonly json?: true;
}
