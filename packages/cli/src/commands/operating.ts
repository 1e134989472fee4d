import { addBackfill } from './backfill.js';
import { addCapacity } from './capacity.js';
import type { AddCommand } from './command.js';
import { addCompletion } from './completion.js';
import { addDoctor } from './doctor.js';
import { addLag } from './lag.js';
import { addRedrive } from './redrive.js';
import { addReplay } from './replay.js';
import { addRun } from './run.js';
import { addTail } from './tail.js';

/** The commands for a stream that runs, on this machine or at AWS. */
export const operatingCommands: readonly AddCommand[] = [
  addTail,
  addRun,
  addLag,
  addRedrive,
  addReplay,
  addBackfill,
  addDoctor,
  addCapacity,
  addCompletion,
];
