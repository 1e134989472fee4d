import type { CommandContext } from '../commands/command.js';
import { exitCode } from '../output/exit-code.js';
import { type RunReport, showRun } from './run-report.js';

/** Shows what came of a run, and sets how the command ends. */
export function endRun(
  report: RunReport,
  { json }: { readonly json?: true },
  { screen, exitWith }: CommandContext,
): void {
  if (json) screen.out(JSON.stringify(report));
  else showRun(report, screen);
  exitWith(codeOf(report));
}

function codeOf({ interrupted, failed }: RunReport): number {
  if (interrupted) return exitCode.interrupted;
  return failed > 0 ? exitCode.found : exitCode.ok;
}
