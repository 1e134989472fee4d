import { appendFile, open, readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';
import { writeWhole } from '../output/write-whole.js';
import type { Inbox, Letter } from './letter.js';

/**
 * A file with one failure record a line, as the commands themselves write them. Other commands may add
 * lines meanwhile: they stay.
 */
export class FileInbox implements Inbox {
  readonly name: string;
  readonly #lines = new Map<string, string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {
    this.name = `the file ${path}`;
  }

  async read(limit: number): Promise<readonly Letter[]> {
    const text = await readFile(this.path, 'utf8').catch((cause: Error) => {
      throw new CliError(
        'FILE_NOT_READ',
        `${this.path} cannot be read (${cause.message}). Give a queue's URL, s3://bucket/prefix, or a file of failure records.`,
        { cause },
      );
    });
    for (const [index, line] of linesOf(text).slice(0, limit).entries()) {
      this.#lines.set(`line ${index + 1}`, line);
    }
    return [...this.#lines].map(([id, body]) => ({ id, body }));
  }

  async held(): Promise<number> {
    return 0;
  }

  remove(letters: readonly Letter[]): Promise<void> {
    const removed = letters.flatMap(({ id }) => this.#lines.get(id) ?? []);
    const written = this.#writing.then(() => this.#without(removed));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {}

  /** Takes each of these lines out once. The file is read anew, for it may have grown. */
  async #without(removed: readonly string[]): Promise<void> {
    const file = await open(this.path);
    try {
      const left = (await file.readFile('utf8')).split(/(?<=\n)/);
      for (const line of removed) {
        const at = left.findIndex((one) => one.replace(/\n$/, '') === line);
        if (at !== -1) left.splice(at, 1);
      }
      await writeWhole(this.path, left.join(''));
      // Whoever had opened the old file before may have written to it since.
      const late = await file.readFile('utf8');
      if (late !== '') await appendFile(this.path, late);
    } finally {
      await file.close();
    }
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
