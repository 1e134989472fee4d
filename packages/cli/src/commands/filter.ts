import type { Command } from 'commander';
import type { PatternFlags, RecordFlags, TestFlags } from '../filter/filter-flags.js';
import { wholeNumber } from '../output/read-number.js';
import type { AddCommand } from './command.js';
import { jsonOption, repeatable, stackOption } from './options.js';

export const addFilter: AddCommand = (program, context) => {
  const filter = program
    .command('filter')
    .description('check filter patterns, try them on records, and say why a record passes');

  withPatterns(filter.command('check'))
    .description('say what AWS refuses in a pattern, and what it accepts and yet is wrong')
    .addHelpText(
      'after',
      `
Ends with 1 when a pattern is refused or surely wrong.

Examples:
  millrace filter check --from-stack
  millrace filter check \\
    --pattern '{"dynamodb":{"Keys":{"id":{"N":[{"numeric":[">",1]}]}}}}'`,
    )
    .action(async (flags: PatternFlags) => {
      const { runFilterCheck } = await import('../filter/run-check.js');
      await runFilterCheck(flags, context);
    });

  withRecords(withPatterns(filter.command('test')))
    .description('count the records that pass, and the invocations that the filters save')
    .option('--batch-size <n>', "the mapping's batch size", wholeNumber(1, 10_000), 100)
    .addHelpText(
      'after',
      `
Ends with 1 when no record passes.

Examples:
  millrace filter test --from-stack --records records.jsonl
  jq -c '.Records[]' event.json |
    millrace filter test --pattern filter.json --records -`,
    )
    .action(async (flags: TestFlags) => {
      const { runFilterTest } = await import('../filter/run-test.js');
      await runFilterTest(flags, context);
    });

  withRecords(withPatterns(filter.command('explain')))
    .description('say for each record what each condition found and what it wanted')
    .addHelpText(
      'after',
      `
Ends with 1 when no record passes.

Example:
  millrace filter explain --from-stack --records event.json`,
    )
    .action(async (flags: RecordFlags) => {
      const { runFilterExplain } = await import('../filter/run-explain.js');
      await runFilterExplain(flags, context);
    });
};

function withPatterns(command: Command): Command {
  return command
    .addOption(repeatable('--pattern <pattern>', 'JSON, a file with it, or from-stack'))
    .option('--from-stack', 'the patterns of the synthesized stack')
    .addOption(stackOption())
    .addOption(jsonOption());
}

function withRecords(command: Command): Command {
  return command.requiredOption(
    '--records <file>',
    'stream records: a JSON array, an event, or one record a line; - for stdin',
  );
}
