import { type FilterWarning, InvalidFilterPatternError, lintFilter } from '@millrace/filters';
import type { CommandContext } from '../commands/command.js';
import { exitCode } from '../output/exit-code.js';
import type { PatternFlags } from './filter-flags.js';
import type { NamedPattern } from './named-pattern.js';
import { readPatterns } from './read-patterns.js';

interface CheckedPattern extends NamedPattern {
  readonly valid: boolean;
  readonly findings: readonly (FilterWarning | InvalidFinding)[];
}

/** What makes AWS refuse the pattern, in the shape of a warning. */
interface InvalidFinding {
  readonly code: string;
  readonly severity: 'error';
  readonly path: string;
  readonly message: string;
  readonly mend: string;
}

/** `millrace filter check`: ends with 1 for a pattern that AWS refuses or that is surely wrong. */
export async function runFilterCheck(
  flags: PatternFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const checked = (await readPatterns(flags)).map(checkPattern);
  if (flags.json) screen.out(JSON.stringify(checked));
  else for (const pattern of checked) for (const line of describe(pattern)) screen.out(line);
  const isSound = checked.every(({ findings }) =>
    findings.every(({ severity }) => severity === 'note'),
  );
  if (!isSound) exitWith(exitCode.error);
}

function checkPattern(pattern: NamedPattern): CheckedPattern {
  try {
    return { ...pattern, valid: true, findings: lintFilter(pattern.text) };
  } catch (error) {
    if (!(error instanceof InvalidFilterPatternError)) throw error;
    const { code, path, reason, mend } = error;
    const finding: InvalidFinding = { code, severity: 'error', path, message: reason, mend };
    return { ...pattern, valid: false, findings: [finding] };
  }
}

function describe({ origin, text, findings }: CheckedPattern): readonly string[] {
  const verdict = findings.length === 0 ? 'nothing to say against it' : '';
  return [
    `${origin}: ${text}`,
    ...(verdict === '' ? [] : [`  ${verdict}`]),
    ...findings.flatMap(({ code, severity, path, message, mend }) => [
      `  ${severity} ${code}${path === '' ? '' : ` at ${path}`}`,
      `    ${message}.`,
      `    ${mend}`,
    ]),
  ];
}
