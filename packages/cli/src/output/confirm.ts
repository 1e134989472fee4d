import { createInterface } from 'node:readline/promises';
import { CliError } from './cli-error.js';

/**
 * Asks on the terminal whether to go on.
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
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
