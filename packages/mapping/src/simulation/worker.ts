import { parentPort, workerData } from 'node:worker_threads';
import { simulate } from './world.js';

/** The seeds of one worker: every `step`th from `first`, below `end`. */
export interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly hours: number;
}

// Refusals are thrown by the hundred thousand here; nobody reads where from.
Error.stackTraceLimit = 0;

async function work({ first, end, step, hours }: Share): Promise<void> {
  for (let seed = first; seed < end; seed += step) {
    parentPort?.postMessage(await simulate({ seed, hours }));
  }
}

void work(workerData as Share);
