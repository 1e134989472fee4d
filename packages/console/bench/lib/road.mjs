import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const house = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** Where `pnpm synth` writes the Orders stack. */
export const ordersStack = join(house, 'infra/cdktf.out/stacks/orders/cdk.tf.json');

/**
 * Brings the road up in a process of its own, as `npm start` does, and counts what it handles.
 *
 * @param {{ rate?: number, stack?: string }} [options] `rate`: orders that it writes itself, a second;
 * `stack`: a stack file instead of the Orders stack's
 */
export async function openRoad({ rate = 0, stack = ordersStack } = {}) {
  const child = spawn(
    process.execPath,
    [
      join(house, 'packages/cli/bin/millrace.js'),
      'start',
      '--json',
      '--rate',
      String(rate),
      '--stack',
      stack,
    ],
    { cwd: house, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const road = { handled: 0, endpoint: '', console: '', close: () => undefined };
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The road did not open: run npm start once.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { groups } = /"type":"log".*"handled (?<records>\d+)"/.exec(line) ?? {};
      if (groups !== undefined) road.handled += Number(groups.records);
      else if (line.includes('"type":"open"')) resolve(Object.assign(road, JSON.parse(line)));
    });
  });
  road.close = async () => {
    child.kill('SIGINT');
    await ended;
  };
  return road;
}
