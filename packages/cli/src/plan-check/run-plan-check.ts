import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { checkPlan, PlanError, type PlanReport, renderReport } from '@millrace/infra/plan';
import type { CommandContext } from '../commands/command.js';
import { reportError } from '../output/report-error.js';
import type { PlanCheckFlags } from './plan-check-flags.js';
import { readSample } from './read-sample.js';

/** `plan-check` has codes of its own: a pipeline must tell a dangerous plan from no plan at all. */
const lossFound = 1;
const noPlan = 2;

/** `millrace plan-check`: reads the plan and prints what is dangerous in it. */
export async function runPlanCheck(
  file: string,
  flags: PlanCheckFlags,
  { screen, exitWith }: CommandContext,
): Promise<void> {
  const sample = flags.sample === undefined ? [] : await readSample(flags.sample);
  let report: PlanReport;
  try {
    report = checkPlan(await readPlanFile(file), { allow: flags.allow, sample });
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    reportError(screen, error, flags.format === 'json');
    exitWith(noPlan);
    return;
  }
  screen.out(renderReport(report, flags.format));
  if (report.losses > 0) exitWith(lossFound);
}

async function readPlanFile(file: string): Promise<unknown> {
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new PlanError(
      `${file} cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new PlanError(`${file === '-' ? 'what stands on stdin' : file} is not JSON`);
  }
}
