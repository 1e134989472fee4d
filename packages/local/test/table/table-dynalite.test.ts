import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkAgainstDynalite, type Pair } from './oracle/against-dynalite.js';
import { engineSequence, viewType } from './oracle/arbitrary-step.js';
import { startPair } from './oracle/dynalite-pair.js';
import { oddRequests } from './oracle/odd-requests.js';

const SEEDS = 20;

describe('against bare dynalite', () => {
  let pair: Pair & { close(): Promise<void> };
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.close());

  test('no answer, no error and no item of its operations is another', async () => {
    await fc.assert(
      fc.asyncProperty(viewType, engineSequence, (view, steps) =>
        checkAgainstDynalite(pair, view, steps),
      ),
      { numRuns: SEEDS, seed: 20260301 },
    );
    expect.assertions(0);
  }, 60_000);

  test('every odd request is answered alike', async () => {
    const steps = oddRequests('Any').map((_request, number) => ({ kind: 'odd' as const, number }));
    await expect(checkAgainstDynalite(pair, 'NEW_IMAGE', steps)).resolves.toBeUndefined();
  });
});
