import { createInterface } from 'node:readline/promises';
import { CliError } from './cli-error.js';

/**
 * Asks on the terminal whether to go on. A signal that is given meanwhile is a no, and so is the end of
 * the input (Ctrl-D).
 *
 * @throws CliError `NEEDS_YES` where nobody can answer
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    throw new CliError(
      'NEEDS_YES',
      `${question} Nobody can answer here: give --yes, or look first with --dry-run.`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C at the question is for the command as a whole, which readline would keep from it.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return false;
    throw error;
  } finally {
    terminal.close();
  }
}
