import { readFile } from 'node:fs/promises';
import { CliError } from '../output/cli-error.js';
import { writeWhole } from '../output/write-whole.js';
import type { Inbox, Letter } from './letter.js';

/** A file with one failure record a line, as the commands themselves write them. */
export class FileInbox implements Inbox {
  readonly name: string;
  #left = new Map<string, string>();
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
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    this.#left = new Map(lines.map((line, index) => [`line ${index + 1}`, line]));
    return [...this.#left].slice(0, limit).map(([id, body]) => ({ id, body }));
  }

  async held(): Promise<number> {
    return 0;
  }

  async remove(letters: readonly Letter[]): Promise<void> {
    for (const { id } of letters) this.#left.delete(id);
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async close(): Promise<void> {}

  #write(): Promise<void> {
    return writeWhole(this.path, [...this.#left.values()].map((line) => `${line}\n`).join(''));
  }
}
