import { setTimeout as sleep } from 'node:timers/promises';

/** Only a test that fails waits so long: a loaded machine must not make one. */
const PATIENCE_MS = 30_000;

/** Waits until something outside of the page is so. */
export async function eventually(look: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!look()) {
    if (performance.now() > deadline) {
      throw new Error(`Waited ${PATIENCE_MS / 1_000} seconds for ${what}.`);
    }
    await sleep(20);
  }
}
