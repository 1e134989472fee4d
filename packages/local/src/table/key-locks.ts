/** Lets go of what was locked. Calling it again does nothing. */
export type Release = () => void;

/** Locks by name, first come first served. A free lock is taken at once, without waiting. */
export class KeyLocks {
  private readonly queues = new Map<string, (() => void)[]>();

  /** Calls `then` when the lock is held. */
  acquire(key: string, then: (release: Release) => void): void {
    const queue = this.queues.get(key);
    if (queue === undefined) {
      this.queues.set(key, []);
      then(this.releaser(key));
    } else {
      queue.push(() => then(this.releaser(key)));
    }
  }

  /** Holds all of `keys`, taken in one order everywhere so that two callers never wait in a ring. */
  async acquireAll(keys: readonly string[]): Promise<Release> {
    const releases: Release[] = [];
    for (const key of [...new Set(keys)].sort()) {
      releases.push(await new Promise<Release>((resolve) => this.acquire(key, resolve)));
    }
    return () => {
      for (const release of releases) release();
    };
  }

  private releaser(key: string): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.queues.get(key)?.shift();
      if (next === undefined) this.queues.delete(key);
      else queueMicrotask(next);
    };
  }
}
