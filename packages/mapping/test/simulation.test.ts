import { describe, expect, test } from '@jest/globals';
import { simulate } from '../src/simulation/world.js';
import { mutants } from './support/mutants.js';

const day = 24;

test('the same seed gives the same day again', async () => {
  const first = await simulate({ seed: 4, hours: day });
  expect(await simulate({ seed: 4, hours: day })).toEqual(first);
});

test('other seeds give other days', async () => {
  const [one, other] = [
    await simulate({ seed: 1, hours: day }),
    await simulate({ seed: 2, hours: day }),
  ];
  expect(one.records).not.toBe(other.records);
});

describe('the simulation notices when', () => {
  test.each(Object.entries(mutants))(
    '%s',
    async (_, mutant) => {
      let seed = 1;
      for (; seed <= 500; seed += 1) {
        const { violation } = await simulate({ seed, hours: day, mutation: mutant() });
        if (violation !== undefined) return;
      }
      throw new Error('It ran 500 days without a violation.');
    },
    300_000,
  );
});
