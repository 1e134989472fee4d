import { readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';

/**
 * Reads the file in which a run keeps its place; undefined where there is none yet.
 *
 * @param parse gives undefined for what is no such place
 * @throws CliError `STATE_UNREADABLE`
 */
export async function readState<State>(
  path: string,
  work: 'backfill' | 'replay',
  parse: (text: string) => State | undefined,
): Promise<State | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const state = parse(text);
  if (state !== undefined) return state;
  throw new CliError(
    'STATE_UNREADABLE',
    `${path} is not the state of a ${work}. Name another file with --state, or delete it to begin anew.`,
  );
}
