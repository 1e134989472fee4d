import { access, constants, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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
   * Finds out before any record is run whether one that fails could be saved. It makes no file to do so:
   * one that it took away again could be one that another run has saved records in meanwhile.
   *
   * @throws the file system's own error
   */
  async check(): Promise<void> {
    const file = await open(this.path, constants.O_WRONLY | constants.O_APPEND).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return access(dirname(this.arn), constants.W_OK | constants.X_OK);
      },
    );
    await file?.close();
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
