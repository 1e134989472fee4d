import type { Outcome } from '../contract/contract.js';

const finals: readonly Outcome[] = ['filtered', 'handled', 'discarded'];

/** Whether a change has come to the end of its way. */
export const isFinal = (outcome: Outcome): boolean => finals.includes(outcome);
