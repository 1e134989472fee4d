import { describe, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { main } from './main.js';
import { CliError } from './output/cli-error.js';
import { reportError } from './output/report-error.js';

function recordingScreen() {
  const lines = { out: [] as string[], err: [] as string[] };
  return {
    lines,
    screen: {
      out: (line: string) => void lines.out.push(line),
      err: (line: string) => void lines.err.push(line),
      draw: () => {},
      isTerminal: false,
      colours: createColors(false),
    },
  };
}

describe('the command line', () => {
  test('prints its help on stdout and ends with 0', async () => {
    const { screen, lines } = recordingScreen();
    expect(await main(['--help'], screen)).toBe(0);
    expect(lines.out.join('\n')).toContain('Usage: millrace');
  });

  test('refuses an unknown flag with 1, names it, and says where help is', async () => {
    const { screen, lines } = recordingScreen();
    expect(await main(['demo', '--windwo', '3'], screen)).toBe(1);
    expect(lines.err.join('\n')).toContain("unknown option '--windwo'");
    expect(lines.err.join('\n')).toContain('--help');
  });

  test('suggests the command that was meant', async () => {
    const { screen, lines } = recordingScreen();
    expect(await main(['satrt'], screen)).toBe(1);
    expect(lines.err.join('\n')).toContain('Did you mean start?');
  });
});

describe('an error on the screen', () => {
  test("of a user's making is its message and its code, with no stack", () => {
    const { screen, lines } = recordingScreen();
    reportError(screen, new CliError('STACK_NOT_FOUND', 'There is no stack here. Run synth.'));
    expect(lines.err).toEqual(['error There is no stack here. Run synth. [STACK_NOT_FOUND]']);
  });

  test('of our making says that it is a defect and how to see more', () => {
    const { screen, lines } = recordingScreen();
    reportError(screen, new TypeError('x is undefined'));
    expect(lines.err.join('\n')).toContain('defect of Millrace');
    expect(lines.err.join('\n')).not.toContain('at ');
  });
});
