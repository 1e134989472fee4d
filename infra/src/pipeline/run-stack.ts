import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlan, type PlanReport, renderReport } from '../plan/index.js';
import type { StackArguments } from './arguments.js';
import type { TerraformProcess } from './terraform-process.js';

export interface StackRun {
  /** Folder of the synthesized stack. */
  readonly folder: string;
  readonly terraform: TerraformProcess;
  readonly arguments: StackArguments;
  /** Addresses whose losses are agreed to, besides those of the arguments. */
  readonly allowedLosses: readonly string[];
  /** Bucket of the remote state, when it does not stand in the synthesized file. */
  readonly stateBucket: string | undefined;
  readonly print: (text: string) => void;
  /** Takes the outcome of plan-check as Markdown to where reviewers look. */
  readonly publish: (report: string) => void;
  /** Asks the user to agree; false without a terminal. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Files that a plan leaves in the stack's folder. */
export const planFiles = {
  /** What `apply` applies. */
  saved: 'stack.tfplan',
  json: 'plan.json',
  text: 'plan.txt',
  check: 'plan-check.md',
} as const;

/**
 * Runs one command on the stack.
 *
 * @returns the exit code: 1 when the plan loses records that nobody has allowed to lose, or the
 * user does not agree.
 */
export async function runStack(run: StackRun): Promise<number> {
  const { command, lock, yes } = run.arguments;
  // All environments are synthesized into one folder. Without -reconfigure Terraform would offer to
  // copy the state of the environment that was here before into this one's.
  await run.terraform.run(
    'init',
    '-input=false',
    '-reconfigure',
    ...backendConfig(run.stateBucket),
  );
  switch (command) {
    case 'plan':
      return (await plan(run, lock)).losses === 0 ? 0 : 1;
    case 'apply':
      await run.terraform.run('apply', '-input=false', planFiles.saved);
      return 0;
    case 'deploy': {
      const { losses } = await plan(run, lock);
      if (losses > 0) return 1;
      if (!yes && !(await run.confirm('Apply this plan?'))) return 1;
      await run.terraform.run('apply', '-input=false', planFiles.saved);
      return 0;
    }
    case 'destroy':
      await run.terraform.run('destroy', ...(yes ? ['-auto-approve'] : []));
      return 0;
  }
}

function backendConfig(stateBucket: string | undefined): readonly string[] {
  return stateBucket === undefined ? [] : [`-backend-config=bucket=${stateBucket}`];
}

async function plan(run: StackRun, lock: boolean): Promise<PlanReport> {
  const { folder, terraform, print, publish } = run;
  await terraform.run('plan', '-input=false', `-out=${planFiles.saved}`, `-lock=${lock}`);
  await terraform.runInto(join(folder, planFiles.json), 'show', '-json', planFiles.saved);
  await terraform.runInto(join(folder, planFiles.text), 'show', '-no-color', planFiles.saved);
  const report = checkPlan(JSON.parse(readFileSync(join(folder, planFiles.json), 'utf8')), {
    allow: [...run.arguments.allow, ...run.allowedLosses],
  });
  const markdown = renderReport(report, 'markdown');
  writeFileSync(join(folder, planFiles.check), markdown);
  publish(markdown);
  print(`\n${renderReport(report, 'text')}`);
  return report;
}
