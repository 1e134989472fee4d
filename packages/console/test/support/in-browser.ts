import { describe } from '@jest/globals';
import { chromiumPath } from './browser.js';

/** A group of tests that needs a browser: skipped, and said so, on a machine without one. */
export function inBrowser(name: string, tests: () => void): void {
  if (chromiumPath === undefined) {
    describe.skip(
      `${name} (skipped: no Chromium here; install one, or name it in CHROMIUM)`,
      tests,
    );
  } else {
    describe(name, tests);
  }
}
