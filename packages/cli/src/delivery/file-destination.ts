import { open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FailureDestination, FailureRecord } from '@millrace/mapping';

/**
 * Writes what failed into a file, one record of Lambda's S3 form a line, the events whole. `millrace
 * redrive <file>` runs it again.
 */
export class FileDestination implements FailureDestination {
  readonly arn: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {
    this.arn = resolve(path);
  }

  /**
   * Finds out before any record is run whether one that fails could be saved. A file that was not there is
   * not there afterwards.
   *
   * @throws the file system's own error
   */
  async check(): Promise<void> {
    const { size } = await stat(this.path).catch(() => ({ size: undefined }));
    const file = await open(this.path, 'a', 0o600);
    await file.close();
    if (size === undefined) await rm(this.path);
  }

  send({ document, payload }: FailureRecord): Promise<void> {
    const line = `${JSON.stringify({ ...document, payload })}\n`;
    const written = this.#writing.then(() => this.#append(line));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #append(line: string): Promise<void> {
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.writeFile(line);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}
