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
 * divided by tabs, or one JSON object a line when the function's log format is JSON. Code that
 * writes to stdout itself (Powertools' logger) is left alone.
 */
export function speakForConsole(logFormat: string | undefined): void {
  const formatLine = logFormat === 'JSON' ? jsonLine : textLine;
  const speak =
    (level: string, write: (text: string) => boolean) =>
    (...values: unknown[]): void => {
      write(`${formatLine(level, values)}\n`);
    };
  console.log = speak('INFO', writeOut);
  console.info = speak('INFO', writeOut);
  console.debug = speak('DEBUG', writeOut);
  console.trace = speak('TRACE', writeOut);
  console.warn = speak('WARN', writeError);
  console.error = speak('ERROR', writeError);
}

function textLine(level: string, values: readonly unknown[]): string {
  return [new Date().toISOString(), requestId ?? 'undefined', level, format(...values)].join('\t');
}

function jsonLine(level: string, values: readonly unknown[]): string {
  const head = { timestamp: new Date().toISOString(), level, requestId };
  const [only] = values;
  try {
    if (values.length === 1 && typeof only === 'object' && !(only instanceof Error)) {
      return JSON.stringify({ ...head, message: only });
    }
  } catch {
    // A circle: written as text below.
  }
  return JSON.stringify({ ...head, message: format(...values) });
}

/** Writes the line that tells the runtime that all output of an invocation has been read. */
export function markEnd(id: string): void {
  writeOut(`${endMarker(id)}\n`);
  writeError(`${endMarker(id)}\n`);
}
