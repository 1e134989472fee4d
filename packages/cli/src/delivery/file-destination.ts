import { access, constants, type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { FailureDestination, FailureRecord } from '@millrace/mapping';
import { writeAtOnce } from '../output/write-at-once.js';

/** Some network file systems give a file another number each time: there the line is as good as it gets. */
const MOST_TRIES = 5;

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
    const file = await open(this.path, constants.O_RDWR | constants.O_APPEND).catch(
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
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const file = await open(this.path, 'a+', 0o600);
      try {
        await writeAtOnce(file, (await endsCutOff(file)) ? `\n${line}` : line);
        await file.datasync();
        if (await this.#stands(file)) return;
      } finally {
        await file.close();
      }
    }
  }

  /** False when a redrive has put another file in its place meanwhile: the line may not have come along. */
  async #stands(file: FileHandle): Promise<boolean> {
    const written = await file.stat();
    const standing = await stat(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return standing?.ino === written.ino && standing.dev === written.dev;
  }
}

/** Whether the last line has no end: a full disk or a crash cut it off, and it must not swallow the next. */
async function endsCutOff(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer.toString() !== '\n';
}
