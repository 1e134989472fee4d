import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const house = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/**
 * Brings the road up in a process of its own, as `npm start` does, and counts what it handles.
 *
 * @param {number} [rate] orders that it writes itself, a second
 */
export async function openRoad(rate = 0) {
  const child = spawn(
    process.execPath,
    [join(house, 'packages/cli/bin/millrace.js'), 'start', '--json', '--rate', String(rate)],
    { cwd: house, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const road = { handled: 0, endpoint: '', console: '', close: () => undefined };
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The road did not open: run npm start once.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"type":"handled"')) road.handled += 1;
      else if (line.includes('"type":"open"')) resolve(Object.assign(road, JSON.parse(line)));
    });
  });
  road.close = async () => {
    child.kill('SIGINT');
    await ended;
  };
  return road;
}
