import type { Release } from '../../key-locks.js';
import { toAwsError } from '../dynalite.js';

/**
 * Contains one run of one action. dynalite throws what it did not expect, and from a callback that
 * would end the process; here it fails this action alone and frees the locks that it holds.
 */
export class Guard {
  private readonly held = new Set<Release>();

  constructor(private readonly fail: (error: unknown) => void) {}

  run(work: () => void): void {
    try {
      work();
    } catch (error) {
      for (const release of this.held) release();
      this.fail(toAwsError(error) ?? error);
    }
  }

  /** The same callback, guarded. For whatever runs later than the action's own call. */
  readonly wrap = <A extends unknown[]>(callback: (...args: A) => void) => {
    return (...args: A): void => this.run(() => callback(...args));
  };

  /** Notes a lock that the action holds; the answer lets go of it. */
  hold(release: Release): Release {
    this.held.add(release);
    return () => {
      this.held.delete(release);
      release();
    };
  }

  /** Tells a callback in Node's style how some work ended. */
  settle(work: Promise<void>, done: (error?: unknown) => void): void {
    work.then(
      this.wrap(() => done(null)),
      this.wrap((error: unknown) => done(error)),
    );
  }
}
