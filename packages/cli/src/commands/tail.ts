import { addConnectionFlags } from '../aws/connection.js';
import { wholeNumber } from '../output/read-number.js';
import type { TailFlags } from '../tail/tail-flags.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addTail: AddCommand = (program, context) => {
  const command = program
    .command('tail')
    .description("show a table's changes as they happen")
    .argument('<table>', "a table's name, or the ARN of a stream")
    .option('--since <time>', 'begin at a time, or so long ago: 2h')
    .option('--horizon', 'begin with the oldest change that the stream still has')
    .addOption(
      repeatable('--filter <pattern>', 'only what this pattern lets through, matched as AWS does'),
    )
    .option('--keys', 'the key of each item, without its attributes')
    .option('--shards', 'the shard of each change, and the shards that open and end')
    .option('--json', 'one JSON object a change')
    .option('--count <n>', 'end after so many changes', wholeNumber(1))
    .option('--for <duration>', 'end after so long: 30s');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  millrace tail orders
  millrace tail orders --since 2h --filter '{"eventName":["REMOVE"]}'
  millrace tail orders --horizon --json | jq .keys`,
    )
    .action(async (table: string, flags: TailFlags) => {
      const { runTail } = await import('../tail/run-tail.js');
      await runTail(table, flags, context);
    });
};
