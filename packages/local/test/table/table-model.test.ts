import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkAgainstModel } from './oracle/against-model.js';
import { sequence } from './oracle/arbitrary-step.js';
import { type EmbeddedTarget, startEmbeddedTarget } from './oracle/embedded-target.js';

const SEEDS = 20;

describe('against a plain model', () => {
  let subject: EmbeddedTarget;
  beforeAll(async () => {
    subject = await startEmbeddedTarget();
  });
  afterAll(() => subject.close());

  test('every answer, every item and every stream record is what the model says', async () => {
    await fc.assert(
      fc.asyncProperty(sequence('embedded'), (one) =>
        checkAgainstModel(subject.target, one, subject.embedded),
      ),
      { numRuns: SEEDS, seed: 20260301 },
    );
    expect.assertions(0);
  }, 60_000);
});
