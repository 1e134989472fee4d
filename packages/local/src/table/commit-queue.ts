import type { StoreOperation } from './engine/level-store.js';

/** What one commit brings: what to store, and what to make visible once it is stored. */
export interface Commit {
  readonly operations: readonly StoreOperation[];
  publish(): void;
}

/** A commit that changes nothing. */
export const NOTHING_TO_COMMIT: Commit = { operations: [], publish: () => undefined };

/** Several commits as one: stored together, then made visible in this order. */
export function together(commits: readonly Commit[]): Commit {
  return {
    operations: commits.flatMap(({ operations }) => operations),
    publish: () => {
      for (const commit of commits) commit.publish();
    },
  };
}

/** Decides a commit. Runs when its turn has come, and must not wait. */
export type PrepareCommit = () => Commit;

interface Waiting {
  readonly prepare: PrepareCommit;
  readonly alone: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts every write of the store in one order. What one turn of the event loop brings, and what
 * waits while a batch is being stored, goes into the next batch together, so an item, its indexes and its stream record become durable at once,
 * and records become visible in the order of their sequence numbers.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly store: (operations: readonly StoreOperation[]) => Promise<void>) {}

  /**
   * Resolves once the commit is stored and visible.
   *
   * @param alone - true for a commit that changes what later ones are decided by (a shard closes):
   * it is stored and visible before the next one is prepared.
   */
  submit(prepare: PrepareCommit, alone = false): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ prepare, alone, resolve, reject });
      if (this.running) return;
      this.running = true;
      setImmediate(() => void this.drain());
    });
  }

  /** Resolves when everything that was submitted before is stored. */
  settled(): Promise<void> {
    return this.submit(() => NOTHING_TO_COMMIT);
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) await this.storeNext();
    this.running = false;
  }

  private async storeNext(): Promise<void> {
    const operations: StoreOperation[] = [];
    const prepared: { readonly commit: Commit; readonly waiting: Waiting }[] = [];
    for (const waiting of this.takeNext()) {
      try {
        const commit = waiting.prepare();
        operations.push(...commit.operations);
        prepared.push({ commit, waiting });
      } catch (error) {
        waiting.reject(error);
      }
    }
    try {
      if (operations.length > 0) await this.store(operations);
    } catch (error) {
      for (const { waiting } of prepared) waiting.reject(error);
      return;
    }
    for (const { commit, waiting } of prepared) {
      commit.publish();
      waiting.resolve();
    }
  }

  /** Everything up to the first commit that wants to be alone, or that one. */
  private takeNext(): readonly Waiting[] {
    const all = this.waiting;
    const firstAlone = all.findIndex(({ alone }) => alone);
    if (firstAlone !== -1) return all.splice(0, Math.max(firstAlone, 1));
    this.waiting = [];
    return all;
  }
}
