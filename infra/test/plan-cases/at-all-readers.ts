import type { PlanCase } from './plan-case.js';

/**
 * What a new stream does to whom it reaches: both mappings are replaced, and the consumer's policy
 * cannot be read before the ARN is known.
 */
export const atAllReaders: PlanCase['findings'] = [
  'loss mapping-replaced',
  'loss mapping-replaced',
  'note rights-unknown',
];
