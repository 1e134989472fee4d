import { CommanderError } from 'commander';
import { CliError } from './output/cli-error.js';
import { exitCode } from './output/exit-code.js';
import { reportError } from './output/report-error.js';
import { processScreen, type Screen } from './output/screen.js';
import { createProgram } from './program.js';

/**
 * Runs one command of `millrace`.
 *
 * @param args what stands behind `millrace` on the command line
 * @returns the exit code: 0 when all went well, 1 for any error; a command may add its own
 */
export async function main(
  args: readonly string[],
  screen: Screen = processScreen(),
): Promise<number> {
  let code: number = exitCode.ok;
  const program = createProgram({
    screen,
    exitWith: (given) => {
      code = given;
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.ok;
    // Without a command the help itself is the answer.
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCode.error;
    const known = error instanceof CommanderError ? wrongUse(error) : error;
    reportError(screen, known, wantsJson(args));
    return exitCode.error;
  }
}

/** In one line: commander sets its guess at what was meant below its message. */
function wrongUse({ message }: CommanderError): CliError {
  const said = message.replace(/^error: /, '').replaceAll('\n', ' ');
  return new CliError('WRONG_USE', `${said}${/[.)?]$/.test(said) ? '' : '.'} ${HINT}`);
}

const HINT = 'Add --help to see what this command takes.';

/** The flags of a command that could not be read are not known: its words are. */
function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (word, at) => word === '--json' || (word === 'json' && args[at - 1] === '--format'),
  );
}
