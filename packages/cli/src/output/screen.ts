import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { cut } from './cut.js';
import { exitCode } from './exit-code.js';
import { wantsColour } from './wants-colour.js';

/** Where a command prints: results to `out`, progress and errors to `err`, as pipes want it. */
export interface Screen {
  /** One line of the result. */
  out(line: string): void;
  /** One line of progress or of an error. */
  err(line: string): void;
  /** Draws over the last line of progress; nothing where `err` is no terminal. */
  draw(line: string): void;
  /** True when `out` is a terminal: only then are there live lines. */
  readonly isTerminal: boolean;
  readonly colours: ReturnType<typeof createColors>;
}

/** The screen of this process. Each of its two streams has colours only where it may have them. */
export function processScreen(): Screen {
  endWhenUnwritten();
  const { stdout, stderr, env } = process;
  const outColours = wantsColour(stdout.isTTY === true, env);
  const errColours = wantsColour(stderr.isTTY === true, env);
  const coloured = outColours || errColours;
  const textFor = (line: string, mayColour: boolean) =>
    coloured && !mayColour ? stripVTControlCharacters(line) : line;
  let drawn = false;
  const clearDrawn = () => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    out(line) {
      clearDrawn();
      stdout.write(`${textFor(line, outColours)}\n`);
    },
    err(line) {
      clearDrawn();
      stderr.write(`${textFor(line, errColours)}\n`);
    },
    draw(line) {
      if (stderr.isTTY !== true) return;
      // A line that wraps could not be drawn over.
      stderr.write(`\r${cut(line, (stderr.columns || 80) - 1)}\u001b[K`);
      drawn = true;
    },
    isTerminal: stdout.isTTY === true,
    colours: createColors(coloured),
  };
}

/**
 * A reader that has seen enough (`| head`) ends the program without a word, as it does with every other.
 * Whatever else keeps it from writing, a full disk above all, ends it with one.
 */
function endWhenUnwritten(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCode.unread);
      if (stream === process.stdout) {
        process.stderr.write(
          `error The output cannot be written: ${error.message} [${error.code}]\n`,
        );
      }
      process.exit(exitCode.error);
    });
  }
}
