import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckpointStore, FileCheckpoints, MemoryCheckpoints } from '@millrace/mapping';

/** Where each mapping's checkpoint is kept: in files under a folder, or in memory. */
export class MappingCheckpoints {
  readonly #folder: string | undefined;
  readonly #stores = new Map<string, CheckpointStore>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** The one store of a mapping: it outlives changes of the mapping's settings. */
  of(uuid: string): CheckpointStore {
    const store = this.#stores.get(uuid) ?? this.#open(uuid);
    this.#stores.set(uuid, store);
    return store;
  }

  async forget(uuid: string): Promise<void> {
    this.#stores.delete(uuid);
    if (this.#folder !== undefined) await rm(pathOf(this.#folder, uuid), { force: true });
  }

  #open(uuid: string): CheckpointStore {
    return this.#folder === undefined
      ? new MemoryCheckpoints()
      : new FileCheckpoints(pathOf(this.#folder, uuid));
  }
}

function pathOf(folder: string, uuid: string): string {
  return join(folder, `${uuid}.json`);
}
