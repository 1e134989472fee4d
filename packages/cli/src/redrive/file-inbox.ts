import { open, readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';
import { writeAtOnce } from '../output/write-at-once.js';
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
      const { lines, cutOff } = this.#split(await file.readFile());
      for (const line of removed) {
        const at = lines.indexOf(line);
        if (at !== -1) lines.splice(at, 1);
      }
      await writeWhole(this.path, textOf(lines));
      // Whoever had opened the old file before may have written to it since. What is cut off even now is
      // left out: its writer sees that the file is another one, and writes it there (`FileDestination`).
      const late = this.#split(Buffer.concat([cutOff, await file.readFile()]));
      if (late.lines.length > 0) await this.#append(textOf(late.lines));
    } finally {
      await file.close();
    }
  }

  async #append(text: string): Promise<void> {
    const file = await open(this.path, 'a');
    try {
      await writeAtOnce(file, text);
    } finally {
      await file.close();
    }
  }

  /** Bytes, since a line that is cut off may end in the middle of a letter. */
  #split(bytes: Buffer): { readonly lines: string[]; readonly cutOff: Buffer } {
    const end = bytes.lastIndexOf('\n') + 1;
    const lines = bytes.subarray(0, end).toString().split('\n').slice(0, -1);
    const cutOff = bytes.subarray(end);
    // A file that somebody made by hand may lack its last line break.
    return [...this.#lines.values()].includes(cutOff.toString())
      ? { lines: [...lines, cutOff.toString()], cutOff: Buffer.alloc(0) }
      : { lines, cutOff };
  }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
