import { Option } from 'commander';
import type { PlanCheckFlags } from '../plan-check/plan-check-flags.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addPlanCheck: AddCommand = (program, context) => {
  program
    .command('plan-check')
    .description('say what a Terraform plan would do to changes on their way')
    .argument('<plan.json>', 'output of terraform show -json <plan>; - for stdin')
    .addOption(
      new Option('--format <format>', 'how to print the findings')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .addOption(repeatable('--allow <address>', 'a resource whose losses are intended'))
    .option(
      '--sample <file>',
      'stream records to try a changed filter on: a JSON array, an event, or one record a line',
    )
    .addHelpText(
      'after',
      `
Ends with 1 when the plan loses something that is not allowed, with 2 for a file
that is no plan.

Examples:
  terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  millrace plan-check plan.json
  millrace plan-check plan.json --allow aws_sqs_queue.spare --format markdown`,
    )
    .action(async (file: string, flags: PlanCheckFlags) => {
      const { runPlanCheck } = await import('../plan-check/run-plan-check.js');
      await runPlanCheck(file, flags, context);
    });
};
