import { type BackoffSettings, backoffDelay } from './backoff.js';
import { Bell } from './bell.js';
import type { Observe } from './mapping-event.js';
import type { Chance, CheckpointStore, Clock, ShardCheckpoint } from './seams.js';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds that checkpoints of a busy stream are collected before they are written together. */
const pace = 100;

/** How often a refused write is tried again once the mapping is stopping. */
const lastTries = 3;

/** Writes checkpoints to their store: in order, one write at a time, the newest of each shard. */
export class CheckpointWriter {
  readonly #store: CheckpointStore;
  readonly #streamArn: string;
  readonly #chance: Chance;
  readonly #backoff: BackoffSettings;
  readonly #observe: Observe;
  readonly #bell: Bell;
  #noted = new Map<string, ShardCheckpoint>();
  #forgotten: string[] = [];
  #waiters: Waiter[] = [];
  #writing = false;
  #ending = false;

  constructor(parts: {
    readonly store: CheckpointStore;
    readonly streamArn: string;
    readonly clock: Clock;
    readonly chance: Chance;
    readonly backoff: BackoffSettings;
    readonly observe: Observe;
  }) {
    this.#store = parts.store;
    this.#streamArn = parts.streamArn;
    this.#chance = parts.chance;
    this.#backoff = parts.backoff;
    this.#observe = parts.observe;
    this.#bell = new Bell(parts.clock);
  }

  /** Takes note of where a shard stands. It is written soon. */
  note(checkpoint: ShardCheckpoint): void {
    this.#noted.set(checkpoint.shardId, checkpoint);
    void this.#write();
  }

  forget(shardIds: readonly string[]): void {
    this.#forgotten.push(...shardIds);
    void this.#write();
  }

  /** Resolves when everything noted so far is in the store. */
  flush(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#bell.ring();
      void this.#write();
    });
  }

  /** The run ends: from now on a store that goes on refusing is an error, and is not waited for. */
  end(): void {
    this.#ending = true;
    this.#bell.ring();
  }

  /** Writes what is left. Rejects when the store goes on refusing. */
  close(): Promise<void> {
    this.end();
    return this.flush();
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    let failures = 0;
    while (this.#noted.size > 0 || this.#forgotten.length > 0 || this.#waiters.length > 0) {
      if (this.#waiters.length === 0 && failures === 0) await this.#bell.wait(pace);
      const noted = [...this.#noted.values()];
      const forgotten = this.#forgotten;
      const waiters = this.#waiters;
      this.#noted = new Map();
      this.#forgotten = [];
      this.#waiters = [];
      try {
        await this.#save(noted, forgotten);
        failures = 0;
        for (const { resolve } of waiters) resolve();
      } catch (error) {
        failures += 1;
        this.#takeBack(noted, forgotten);
        if (this.#ending && failures >= lastTries) {
          for (const { reject } of waiters) reject(error);
          if (this.#waiters.length === 0) break;
          failures = 0;
        } else {
          this.#waiters = [...waiters, ...this.#waiters];
          await this.#waitOut(error, failures);
        }
      }
    }
    this.#writing = false;
  }

  /**
   * What was refused is still to be written, unless the shard has moved on meanwhile: one checkpoint that
   * the store cannot take, such as one with a large window, must not come again once it is out of date.
   */
  #takeBack(noted: readonly ShardCheckpoint[], forgotten: readonly string[]): void {
    const newer = this.#noted;
    this.#noted = new Map(noted.map((checkpoint) => [checkpoint.shardId, checkpoint]));
    for (const [shardId, checkpoint] of newer) this.#noted.set(shardId, checkpoint);
    this.#forgotten = [...forgotten, ...this.#forgotten];
  }

  async #waitOut(error: unknown, failures: number): Promise<void> {
    const delay = backoffDelay(this.#backoff, failures, this.#chance.next());
    this.#observe({ type: 'checkpoint-refused', error, delay });
    await this.#bell.wait(delay);
  }

  async #save(noted: readonly ShardCheckpoint[], forgotten: readonly string[]): Promise<void> {
    if (noted.length > 0) await this.#store.save(this.#streamArn, noted);
    if (forgotten.length > 0) await this.#store.forget(forgotten);
    for (const { shardId, position } of noted) {
      this.#observe({ type: 'checkpoint-moved', shardId, position });
    }
  }
}
