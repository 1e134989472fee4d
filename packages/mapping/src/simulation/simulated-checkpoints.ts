import type { MemoryCheckpoints } from '../checkpoints/memory-checkpoints.js';
import type { CheckpointStore, Clock, ShardCheckpoint, StreamCheckpoint } from '../seams.js';
import type { Faults } from './faults.js';
import type { Ledger } from './ledger.js';
import type { Random } from './random.js';

/** The store outlives the process. A write may be refused, or done without an answer. */
export class SimulatedCheckpoints implements CheckpointStore {
  readonly #kept: MemoryCheckpoints;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #ledger: Ledger;

  constructor(parts: {
    readonly kept: MemoryCheckpoints;
    readonly clock: Clock;
    readonly random: Random;
    readonly faults: Faults;
    readonly ledger: Ledger;
  }) {
    this.#kept = parts.kept;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#faults = parts.faults;
    this.#ledger = parts.ledger;
  }

  async load(): Promise<StreamCheckpoint | undefined> {
    await this.#travel();
    return this.#kept.load();
  }

  async save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    await this.#travel();
    if (this.#faults.strikes('checkpoint-refused')) throw new Error('simulated: refused');
    await this.#kept.save(streamArn, shards);
    for (const shard of shards) this.#ledger.saved(shard);
    await this.#travel();
    if (this.#faults.strikes('checkpoint-answer-lost')) throw new Error('simulated: answer lost');
  }

  async forget(shardIds: readonly string[]): Promise<void> {
    await this.#travel();
    await this.#kept.forget(shardIds);
  }

  #travel(): Promise<void> {
    return new Promise((resolve) => this.#clock.after(this.#random.between(1, 20), resolve));
  }
}
