import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something, and gives it. Fails after fifteen seconds. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
): Promise<T> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`Waited fifteen seconds for ${what}.`);
    await sleep(10);
  }
}
