import { setTimeout as sleep } from 'node:timers/promises';

export interface Settling {
  /** True once everything is accounted for. */
  readonly isDone: () => boolean;
  /** Anything that changes while the road still moves. */
  readonly progress: () => number;
  /** Milliseconds without progress after which waiting is given up. */
  readonly patience: number;
  /** Milliseconds after which waiting is given up even where something still moves. */
  readonly longest: number;
}

/** @returns true when all was accounted for; false when nothing moved any more */
export async function untilSettled({
  isDone,
  progress,
  patience,
  longest,
}: Settling): Promise<boolean> {
  let last = progress();
  const startedAt = performance.now();
  let movedAt = startedAt;
  while (!isDone()) {
    await sleep(10);
    const now = progress();
    if (now !== last) {
      last = now;
      movedAt = performance.now();
    } else if (performance.now() - movedAt > patience) {
      return false;
    }
    if (performance.now() - startedAt > longest) return false;
  }
  return true;
}
