import type { BatchOperation } from './engine/engine-types.js';

/** What one commit brings: what to store, and what to make visible once it is stored. */
export interface Commit {
  readonly operations: readonly BatchOperation[];
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

interface Prepared extends Waiting {
  readonly commit: Commit;
}

/**
 * Puts every write of the store in one order. What waits while a batch is being stored goes into
 * the next batch together, so an item, its indexes and its stream record become durable at once,
 * and records become visible in the order of their sequence numbers.
 */
export class CommitQueue {
  private readonly waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly store: (operations: BatchOperation[]) => Promise<void>) {}

  /**
   * Resolves once the commit is stored and visible.
   *
   * @param alone - true for a commit that changes what later ones are decided by (a shard closes):
   * it is stored and visible before the next one is prepared.
   */
  submit(prepare: PrepareCommit, alone = false): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ prepare, alone, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  /** Resolves when everything that was submitted before is stored. */
  settled(): Promise<void> {
    return this.submit(() => NOTHING_TO_COMMIT);
  }

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) await this.storeNext();
    this.running = false;
  }

  private async storeNext(): Promise<void> {
    const prepared = this.takeNext().flatMap(prepareOne);
    if (prepared.length === 0) return;
    const operations = prepared.flatMap(({ commit }) => commit.operations);
    try {
      if (operations.length > 0) await this.store(operations);
    } catch (error) {
      for (const { reject } of prepared) reject(error);
      return;
    }
    for (const { commit, resolve } of prepared) {
      commit.publish();
      resolve();
    }
  }

  private takeNext(): Waiting[] {
    const firstAlone = this.waiting.findIndex(({ alone }) => alone);
    const count = firstAlone === -1 ? this.waiting.length : Math.max(firstAlone, 1);
    return this.waiting.splice(0, count);
  }
}

function prepareOne(waiting: Waiting): Prepared[] {
  try {
    return [{ ...waiting, commit: waiting.prepare() }];
  } catch (error) {
    waiting.reject(error);
    return [];
  }
}
