import { isNativeError } from 'node:util/types';
import { explainError } from '../errors/explain-error.js';
import type { Explanation } from '../errors/explanation.js';
import type { Screen } from './screen.js';

/** What a program reads of an error, as the last line of a `--json` output. */
export interface ErrorReport {
  readonly error: { readonly code: string; readonly message: string };
}

/**
 * Prints an error as a user should see it, and with `json` also as a program should. A user's error has
 * no stack trace; anything else is a defect of Millrace and says so, with its stack when `MILLRACE_DEBUG`
 * is set.
 */
export function reportError(screen: Screen, error: unknown, json = false): void {
  const { red, dim } = screen.colours;
  const { code, message, mend } = explainError(error) ?? defect(error);
  const said = mend === undefined ? message : `${asSentence(message)} ${mend}`;
  const report: ErrorReport = { error: { code, message: said } };
  if (json) screen.out(JSON.stringify(report));
  screen.err(`${red('error')} ${said} ${dim(`[${code}]`)}`);
  if (process.env['MILLRACE_DEBUG'] !== undefined && isNativeError(error)) {
    screen.err(dim(error.stack ?? ''));
  }
}

function defect(error: unknown): Explanation {
  return {
    code: 'DEFECT',
    message: isNativeError(error) ? error.message : String(error),
    mend: 'This is a defect of Millrace. Set MILLRACE_DEBUG=1 to see where it happened.',
  };
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
