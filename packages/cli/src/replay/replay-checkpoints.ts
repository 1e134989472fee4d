import {
  type CheckpointStore,
  MemoryCheckpoints,
  parseCheckpoint,
  type ShardCheckpoint,
  type StreamCheckpoint,
} from '@millrace/mapping';
import { readState } from '../delivery/read-state.js';
import { isRunIdentity, type RunIdentity, requireSameRun } from '../delivery/run-identity.js';
import { writeWhole } from '../output/write-whole.js';

/** The place of a replay, in a file that also says which replay it is of. */
export class ReplayCheckpoints implements CheckpointStore {
  readonly #held = new MemoryCheckpoints();

  private constructor(
    private readonly path: string,
    private readonly run: RunIdentity,
  ) {}

  /** @throws CliError `STATE_UNREADABLE`, and what `requireSameRun` throws */
  static async open(path: string, run: RunIdentity): Promise<ReplayCheckpoints> {
    const checkpoints = new ReplayCheckpoints(path, run);
    const stored = await readState(path, 'replay', parse);
    if (stored === undefined) return checkpoints;
    requireSameRun(path, stored.run, run);
    await checkpoints.#held.save(stored.place.streamArn, stored.place.shards);
    return checkpoints;
  }

  load(): Promise<StreamCheckpoint | undefined> {
    return this.#held.load();
  }

  async save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    await this.#held.save(streamArn, shards);
    await this.#write();
  }

  async forget(shardIds: readonly string[]): Promise<void> {
    await this.#held.forget(shardIds);
    await this.#write();
  }

  async #write(): Promise<void> {
    const place = await this.#held.load();
    await writeWhole(this.path, JSON.stringify({ version: 1, run: this.run, place }));
  }
}

interface Stored {
  readonly run: RunIdentity;
  readonly place: StreamCheckpoint;
}

function parse(text: string): Stored | undefined {
  try {
    const { version, run, place }: Readonly<Record<string, unknown>> = JSON.parse(text);
    const checkpoint = parseCheckpoint(JSON.stringify(place));
    return version === 1 && isRunIdentity(run) && checkpoint !== undefined
      ? { run, place: checkpoint }
      : undefined;
  } catch {
    return undefined;
  }
}
