import { describe, expect, test } from '@jest/globals';
import { recordingScreen, runInProcess } from '../test/support/in-process.js';
import { CliError } from './output/cli-error.js';
import { reportError } from './output/report-error.js';

describe('the command line', () => {
  test('prints its help on stdout and ends with 0', async () => {
    const { code, out } = await runInProcess('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: millrace');
  });

  test('refuses an unknown flag with 1, names it, and says where help is', async () => {
    const { code, err } = await runInProcess('demo', '--windwo', '3');
    expect(code).toBe(1);
    expect(err).toContain("unknown option '--windwo'");
    expect(err).toContain('--help');
  });

  test('suggests the command that was meant', async () => {
    const { code, err } = await runInProcess('satrt');
    expect(code).toBe(1);
    expect(err).toContain('Did you mean start?');
  });
});

describe('an error on the screen', () => {
  test("of a user's making is its message and its code, with no stack", () => {
    const { screen, printed } = recordingScreen();
    reportError(screen, new CliError('STACK_NOT_FOUND', 'There is no stack here. Run synth.'));
    expect(printed().err).toBe('error There is no stack here. Run synth. [STACK_NOT_FOUND]');
  });

  test('of our making says that it is a defect and how to see more', () => {
    const { screen, printed } = recordingScreen();
    reportError(screen, new TypeError('x is undefined'));
    expect(printed().err).toContain('defect of Millrace');
    expect(printed().err).not.toContain('at ');
  });
});
