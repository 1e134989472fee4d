import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { recordingScreen, runInProcess } from '../test/support/in-process.js';
import { CliError } from './output/cli-error.js';
import { reportError } from './output/report-error.js';
import { createProgram } from './program.js';

describe('the command line', () => {
  test('prints its help on stdout and ends with 0', async () => {
    const { code, out } = await runInProcess('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: millrace');
  });

  test('fits every page of help into 80 columns', async () => {
    for (const command of commandsOf(
      createProgram({ screen: recordingScreen().screen, exitWith }),
    )) {
      const { out } = await runInProcess(...command, '--help');
      const wide = out.split('\n').filter(({ length }) => length > 80);
      expect({ command, wide }).toEqual({ command, wide: [] });
    }
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

const exitWith = () => undefined;

/** The words that call each command, subcommands among them. */
function commandsOf(command: Command, before: readonly string[] = []): readonly string[][] {
  return command.commands.flatMap((each) => {
    const words = [...before, each.name()];
    return [words, ...commandsOf(each, words)];
  });
}

describe('an error on the screen', () => {
  test("of a user's making is its message and its code, with no stack", () => {
    const { screen, printed } = recordingScreen();
    reportError(screen, new CliError('STACK_NOT_FOUND', 'There is no stack here. Run synth.'));
    expect(printed().err).toBe('error There is no stack here. Run synth. [STACK_NOT_FOUND]');
  });

  test('of a connection that nobody takes names the address and the mend', () => {
    const { screen, printed } = recordingScreen();
    const refused = { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 };
    reportError(screen, Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), refused));
    expect(printed().err).toBe(
      "error Nothing answers at 127.0.0.1:9. Check --endpoint and AWS_ENDPOINT_URL: 'millrace start' prints the address of the local cloud. [ECONNREFUSED]",
    );
  });

  test('of our making says that it is a defect and how to see more', () => {
    const { screen, printed } = recordingScreen();
    reportError(screen, new TypeError('x is undefined'));
    expect(printed().err).toContain('defect of Millrace');
    expect(printed().err).not.toContain('at ');
  });
});
