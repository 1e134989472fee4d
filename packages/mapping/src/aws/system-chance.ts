import { randomUUID } from 'node:crypto';
import type { Chance } from '../seams.js';

/** The machine's own randomness. */
export const systemChance: Chance = {
  next: () => Math.random(),
  uuid: () => randomUUID(),
};
