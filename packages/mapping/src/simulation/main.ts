import { readArguments, type SimulationArguments, usage } from './arguments.js';
import { replay } from './replay.js';
import { runSeeds } from './run-seeds.js';
import { tallyLines } from './tally.js';

/** Events of the mapping that are shown before a violation. */
const shownEvents = 25;

async function main(asked: SimulationArguments): Promise<number> {
  const begun = performance.now();
  const progress = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${asked.seeds} seeds`);
  };
  const tally = await runSeeds(asked, progress);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const [violated] = tally.violations;
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`${tallyLines(tally, seconds).join('\n')}\n`);
  if (violated === undefined) return 0;
  const { lines } = await replay(violated.seed, asked.hours, shownEvents);
  process.stdout.write(
    `\nSeed ${violated.seed}, ${violated.violatedAt?.toFixed(5)} hours in: ${violated.violation}.\n` +
      `What the mapping told before:\n${lines.join('\n')}\n\n` +
      `Again: pnpm simulate --seeds 1 --seed ${violated.seed} --hours ${asked.hours}\n`,
  );
  return 1;
}

async function run(): Promise<void> {
  try {
    process.exitCode = await main(readArguments(process.argv.slice(2)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\nUsage: ${usage}\n`);
    process.exitCode = 1;
  }
}

void run();
