import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SimulationArguments } from './arguments.js';
import { addResult, emptyTally, type Tally } from './tally.js';
import type { Share } from './worker.js';
import type { SimulationResult } from './world.js';

/** Runs seeds on all cores. Ends early at the first violation. */
export async function runSeeds(
  { seeds, first, hours }: SimulationArguments,
  progress: (done: number) => void,
): Promise<Tally> {
  let tally = emptyTally;
  const step = Math.min(seeds, availableParallelism());
  const end = first + seeds;
  const workers: Worker[] = [];
  const stop = () => Promise.all(workers.map((worker) => worker.terminate()));
  const hear = (result: SimulationResult) => {
    tally = addResult(tally, result);
    progress(tally.seeds);
    if (result.violation !== undefined) void stop();
  };
  const runs = Array.from({ length: step }, (_, lane) =>
    runShare({ first: first + lane, end, step, hours }, workers, hear),
  );
  await Promise.all(runs).finally(stop);
  return tally;
}

function runShare(
  workerData: Share,
  workers: Worker[],
  hear: (result: SimulationResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'worker.js'), { workerData });
    workers.push(worker);
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
