import { expect, test } from '@jest/globals';
import { Attempts } from './attempts.js';

test('counts what was given back, until it is finished', () => {
  const attempts = new Attempts();
  expect(attempts.of('a')).toBe(1);
  attempts.giveBack('a');
  attempts.giveBack('a');
  expect([attempts.of('a'), attempts.of('b'), attempts.of(undefined)]).toEqual([3, 1, 1]);
  attempts.finish('a');
  expect([attempts.of('a'), attempts.isEmpty]).toEqual([1, true]);
});

test('forgets of too many the one that was given back longest ago', () => {
  const attempts = new Attempts();
  for (let i = 0; i < 20_000; i++) attempts.giveBack(`e-${i}`);
  attempts.giveBack('e-0');
  expect(attempts.of('e-0')).toBe(3);
  attempts.giveBack('one too many');
  expect([attempts.of('e-0'), attempts.of('e-1'), attempts.of('e-2')]).toEqual([3, 1, 2]);
});
