import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MappingError } from '../errors.js';
import type { CheckpointStore, ShardCheckpoint, StreamCheckpoint } from '../seams.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { parseCheckpoint } from './parse-checkpoint.js';

/**
 * Checkpoints in one JSON file. Each save writes a new file and renames it over the old one, so that
 * a crash leaves one of the two, whole.
 */
export class FileCheckpoints implements CheckpointStore {
  readonly #path: string;
  readonly #held = new MemoryCheckpoints();
  #loaded: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws MappingError `CHECKPOINT_UNREADABLE` when the file holds something else. */
  async load(): Promise<StreamCheckpoint | undefined> {
    await this.#ready();
    return this.#held.load();
  }

  async save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    await this.#ready();
    await this.#held.save(streamArn, shards);
    await this.#write();
  }

  async forget(shardIds: readonly string[]): Promise<void> {
    await this.#ready();
    await this.#held.forget(shardIds);
    await this.#write();
  }

  #ready(): Promise<void> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      // The file may be mended before it is asked for again.
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return;
    const stored = parseCheckpoint(text);
    if (stored === undefined) {
      throw new MappingError(
        'CHECKPOINT_UNREADABLE',
        `The file ${this.#path} is not a checkpoint that this version wrote. Delete it to begin at ` +
          'the starting position, or name another file.',
      );
    }
    await this.#held.save(stored.streamArn, stored.shards);
  }

  async #write(): Promise<void> {
    const checkpoint = await this.#held.load();
    if (checkpoint === undefined) return;
    await mkdir(dirname(this.#path), { recursive: true });
    const draft = `${this.#path}.new`;
    const file = await open(draft, 'w');
    try {
      await file.writeFile(JSON.stringify(checkpoint));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
  }
}
