import { createColors } from 'picocolors';

/** Where a command prints: results to `out`, progress and errors to `err`, as pipes want it. */
export interface Screen {
  /** One line of the result. */
  out(line: string): void;
  /** One line of progress or of an error. */
  err(line: string): void;
  /** Draws over the last line of progress; nothing where `err` is no terminal. */
  draw(line: string): void;
  /** True when `out` is a terminal: only then are there colours and live lines. */
  readonly isTerminal: boolean;
  readonly colours: ReturnType<typeof createColors>;
}

/** What a shell makes of a program that SIGPIPE ended. */
const UNREAD = 128 + 13;

/** The screen of this process. `NO_COLOR` and a pipe both mean plain text. */
export function processScreen(): Screen {
  endWhenUnread();
  const isTerminal = process.stdout.isTTY === true;
  const progressIsSeen = process.stderr.isTTY === true;
  const coloured =
    isTerminal && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';
  let drawn = false;
  const clearDrawn = () => {
    if (drawn) process.stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    out(line) {
      clearDrawn();
      process.stdout.write(`${line}\n`);
    },
    err(line) {
      clearDrawn();
      process.stderr.write(`${line}\n`);
    },
    draw(line) {
      if (!progressIsSeen) return;
      process.stderr.write(`\r${line}\u001b[K`);
      drawn = true;
    },
    isTerminal,
    colours: createColors(coloured),
  };
}

/** A reader that has seen enough (`| head`) ends the program, as it does with every other. */
function endWhenUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(UNREAD);
    });
  }
}
