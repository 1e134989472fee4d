import { appendFileSync } from 'node:fs';

/**
 * Shows a plan's report on the page of the run, where a reviewer stands who is asked to let a
 * deployment pass. Outside of GitHub Actions there is no such page, and nothing is written.
 *
 * @param environment names the file that GitHub shows: `GITHUB_STEP_SUMMARY`, one for each step.
 * @param stack such as `orders (prod)`.
 * @param check outcome of plan-check as Markdown.
 */
export function writeStepSummary(
  environment: NodeJS.ProcessEnv,
  stack: string,
  check: string,
): void {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  // Appended: what the step has written before stays.
  appendFileSync(file, `### Plan of ${stack}\n\n${check}\n\n`);
}
