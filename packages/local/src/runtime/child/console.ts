import { format } from 'node:util';
import { endMarker } from '../end-marker.js';

let requestId: string | undefined;

// Taken before the function's code can replace them.
const writeOut = process.stdout.write.bind(process.stdout);
const writeError = process.stderr.write.bind(process.stderr);

/** The request id that console lines carry from now on. */
export function tellConsole(id: string): void {
  requestId = id;
}

/**
 * Makes `console.*` write as Lambda's Node.js runtime does: time, request id, level and message,
 * divided by tabs. Code that writes to stdout itself (Powertools' logger) is left alone.
 */
export function speakForConsole(): void {
  const speak =
    (level: string, write: (text: string) => boolean) =>
    (...values: unknown[]): void => {
      const line = [new Date().toISOString(), requestId ?? 'undefined', level, format(...values)];
      write(`${line.join('\t')}\n`);
    };
  console.log = speak('INFO', writeOut);
  console.info = speak('INFO', writeOut);
  console.debug = speak('DEBUG', writeOut);
  console.trace = speak('TRACE', writeOut);
  console.warn = speak('WARN', writeError);
  console.error = speak('ERROR', writeError);
}

/** Writes the line that tells the runtime that all output of an invocation has been read. */
export function markEnd(id: string): void {
  writeOut(`${endMarker(id)}\n`);
  writeError(`${endMarker(id)}\n`);
}
