import { addConnectionFlags } from '../aws/connection.js';
import { positiveNumber, wholeNumber } from '../output/read-number.js';
import type { RunFlags } from '../run/run-flags.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addRun: AddCommand = (program, context) => {
  const command = program
    .command('run')
    .description('run a handler of this machine on a real stream, beside what is deployed')
    .argument('<table>', "a table's name, or the ARN of a stream")
    .requiredOption('--handler <file>', 'the handler: ./dist/index.js#handler')
    .option('--horizon', 'begin with the oldest record, instead of with what is written now')
    .addOption(
      repeatable(
        '--filter <pattern>',
        'only what this pattern lets through',
        "the only mapping's own",
      ),
    )
    .option('--state <file>', 'keep the place there, and go on from it the next time')
    .option('--failed <file>', 'where failed records are saved, whole', 'millrace-failed.jsonl')
    .option('--no-watch', 'do not load the handler again when its file changes')
    .option('--count <n>', 'end after so many records', wholeNumber(1))
    .option('--handler-timeout <seconds>', "the handler's time for a call", wholeNumber(1, 900), 60)
    .option('--handler-processes <n>', 'calls of the handler at once', wholeNumber(1, 100), 4)
    .option('--rate <n>', 'at most so many records a second', positiveNumber)
    .option('--retries <n>', 'further calls for a record that fails', wholeNumber(0, 10_000), 2)
    .option(
      '--batch-size <n>',
      "records in one call (default: the mapping's)",
      wholeNumber(1, 10_000),
    )
    .option('--json', 'one JSON object a call');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
The deployed function and its place in the stream are not touched: this is a
reader of its own, and its place is in memory or in --state.

Examples:
  millrace run orders --handler ./dist/index.js
  millrace run orders --handler ./dist/index.js --horizon --region eu-central-1`,
    )
    .action(async (table: string, flags: RunFlags) => {
      const { runRun } = await import('../run/run-run.js');
      await runRun(table, flags, context);
    });
};
