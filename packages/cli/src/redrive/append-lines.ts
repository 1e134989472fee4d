import { open, readFile } from 'node:fs/promises';

/**
 * Adds to a file of one JSON object a line those that it does not hold yet, and makes sure that they
 * are on the disk.
 *
 * @param idOf the field that names a line
 */
export async function appendLines<Line extends { readonly id: string }>(
  path: string,
  lines: readonly Line[],
): Promise<void> {
  const known = await knownIds(path);
  const added = lines.filter(({ id }) => !known.has(id));
  if (added.length === 0) return;
  const file = await open(path, 'a', 0o600);
  try {
    await file.writeFile(added.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function knownIds(path: string): Promise<ReadonlySet<unknown>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return new Set(text.split('\n').flatMap(idOfLine));
}

/** A line that a crash cut short names nothing: it is written again. */
function idOfLine(line: string): readonly unknown[] {
  try {
    const { id }: { readonly id?: unknown } = JSON.parse(line);
    return [id];
  } catch {
    return [];
  }
}
