import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalError, messageOf } from '../errors.js';
import { TableStoreError } from '../table/index.js';
import type { Teardown } from './teardown.js';

/** The folders of one local cloud. What is undefined is kept in memory. */
export interface CloudFolders {
  readonly functions: string;
  readonly tables: string | undefined;
  readonly checkpoints: string | undefined;
  readonly queues: string | undefined;
}

/** @throws LocalError `DATA_FOLDER_UNUSABLE`. */
export async function makeFolders(
  dataDir: string | undefined,
  teardown: Teardown,
): Promise<CloudFolders> {
  try {
    if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
    // Bundles come from the stack or from a client anew each time: they need not outlive the cloud.
    const functions = await mkdtemp(join(tmpdir(), 'millrace-'));
    teardown.add(() => rm(functions, { recursive: true, force: true }));
    const kept = (name: string): string | undefined =>
      dataDir === undefined ? undefined : join(dataDir, name);
    return {
      functions,
      tables: kept('tables'),
      checkpoints: kept('checkpoints'),
      queues: kept('queues'),
    };
  } catch (cause) {
    throw unusable('A folder to work in could not be made', cause);
  }
}

/** @throws LocalError `DATA_FOLDER_UNUSABLE` instead of whatever `open` throws. */
export async function openingFolder<T>(what: string, open: () => Promise<T> | T): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    throw unusable(`The ${what} could not be opened`, cause);
  }
}

function unusable(what: string, cause: unknown): LocalError {
  // The table store knows what is wrong and says the mend itself.
  const mend =
    cause instanceof TableStoreError
      ? ''
      : ' Stop another program that uses the folder, free some disk space, or name another data folder.';
  return new LocalError('DATA_FOLDER_UNUSABLE', `${what}: ${messageOf(cause)}.${mend}`, { cause });
}
