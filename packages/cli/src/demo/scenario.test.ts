import { expect, test } from '@jest/globals';
import { planScenario } from './scenario.js';

const lives = (seed: number) => {
  const { flow, troubled } = planScenario(seed);
  return [...flow, ...troubled];
};

test('the scenario writes at least 500 times over 50 orders', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    expect(lives(seed)).toHaveLength(50);
    expect(lives(seed).flatMap((life) => life.steps).length).toBeGreaterThanOrEqual(500);
  }
});

test('the same seed plans the same writes', () => {
  expect(planScenario(7)).toEqual(planScenario(7));
  expect(planScenario(7)).not.toEqual(planScenario(8));
});

test('every kind of write is in it, and one order of each trouble', () => {
  const steps = new Set(lives(1).flatMap((life) => life.steps));
  expect([...steps].sort()).toEqual([
    'cancel',
    'delete',
    'deliver',
    'edit',
    'pay',
    'place',
    'ship',
  ]);
  expect(lives(1).filter((life) => life.trouble === 'poison')).toHaveLength(1);
  expect(lives(1).filter((life) => life.trouble === 'flaky')).toHaveLength(1);
});
