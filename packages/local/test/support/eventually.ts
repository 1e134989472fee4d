import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something, and gives it. Fails after ten seconds. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
): Promise<T> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`Waited ten seconds for ${what}.`);
    await sleep(10);
  }
}
