import { expect, test } from '@jest/globals';
import { settingsOf } from './environments.js';

test('without a name the settings are those of dev', () => {
  expect(settingsOf(undefined).environment).toBe('dev');
});

test.each(['dev', 'staging', 'prod'] as const)('%s has settings of its own', (name) => {
  expect(settingsOf(name).environment).toBe(name);
});

test('an unknown environment is refused with the names there are', () => {
  expect(() => settingsOf('production')).toThrow(
    'MILLRACE_ENV is "production". Set it to one of: dev, staging, prod.',
  );
});

test('a name from the prototype is no environment', () => {
  expect(() => settingsOf('constructor')).toThrow(/MILLRACE_ENV/);
});
