import { CommanderError } from 'commander';
import { reportError } from './output/report-error.js';
import { processScreen, type Screen } from './output/screen.js';
import { createProgram } from './program.js';

/**
 * Runs one command of `millrace`.
 *
 * @param args what stands behind `millrace` on the command line
 * @returns the exit code: 0 when all went well, 1 for any error; a command may add its own
 */
export async function main(
  args: readonly string[],
  screen: Screen = processScreen(),
): Promise<number> {
  let exitCode = 0;
  const program = createProgram({
    screen,
    exitWith: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    reportError(screen, error);
    return 1;
  }
}
