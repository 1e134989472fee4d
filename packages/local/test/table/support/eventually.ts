import { setTimeout as sleep } from 'node:timers/promises';

/** Tries a check again until it holds; fails with its last error after ten seconds. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(5);
    }
  }
}
