import { setTimeout as sleep } from 'node:timers/promises';

/** Only a test that fails waits so long: a loaded machine must not make one. */
const PATIENCE_MS = 45_000;

/** Waits until `look` gives something, and gives it. Fails when it never does. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) {
      throw new Error(`Waited ${PATIENCE_MS / 1_000} seconds for ${what}.`);
    }
    await sleep(10);
  }
}
