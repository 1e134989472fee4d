import { expect, test } from '@jest/globals';
import type { Outcome } from '../contract.js';
import { standing } from './passage.js';

const outcomeOf = (...outcomes: readonly Outcome[]) =>
  standing(outcomes.map((outcome) => ({ outcome, attempts: 1 }))).outcome;

test('a change that no mapping has read waits', () => {
  expect(outcomeOf()).toBe('waiting');
});

test('a change stands where its one mapping has it', () => {
  expect(outcomeOf('filtered')).toBe('filtered');
});

test('a change has arrived where one mapping wants it and another does not', () => {
  expect(outcomeOf('filtered', 'handled')).toBe('handled');
});

test('a change that one mapping has given up is not called handled', () => {
  expect(outcomeOf('handled', 'discarded')).toBe('discarded');
});

test('a change is under way until its last mapping is done with it', () => {
  expect(outcomeOf('discarded', 'waiting', 'handled')).toBe('waiting');
  expect(outcomeOf('running', 'retrying')).toBe('retrying');
});
