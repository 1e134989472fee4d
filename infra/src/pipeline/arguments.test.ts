import { expect, test } from '@jest/globals';
import { readArguments } from './arguments.js';

test('a command alone plans with the lock and asks before applying', () => {
  expect(readArguments(['deploy'])).toEqual({
    command: 'deploy',
    allow: [],
    lock: true,
    yes: false,
  });
});

test('losses are allowed one address at a time', () => {
  expect(readArguments(['plan', '--allow', 'a.b', '--allow', 'c.d', '--no-lock']).allow).toEqual([
    'a.b',
    'c.d',
  ]);
});

test.each([[['plan', 'apply']], [['plam']], [[]], [['plan', '--force']]])(
  '%j is refused with the usage',
  (args) => {
    expect(() => readArguments(args)).toThrow(/Usage: .*plan, apply, deploy, destroy/);
  },
);
