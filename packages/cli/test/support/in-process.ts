import { createColors } from 'picocolors';
import { main } from '../../src/main.js';
import type { Screen } from '../../src/output/screen.js';

/** A screen in a pipe that keeps what is printed on it. */
export function recordingScreen() {
  const out: string[] = [];
  const err: string[] = [];
  const screen: Screen = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    draw: () => {},
    isTerminal: false,
    colours: createColors(false),
  };
  return { screen, printed: () => ({ out: out.join('\n'), err: err.join('\n') }) };
}

/** Runs `millrace` in this process, which is quicker than a child where no signal or crash is tested. */
export async function runInProcess(...args: readonly string[]) {
  const { screen, printed } = recordingScreen();
  const code = await main(args, screen);
  return { code, ...printed() };
}
