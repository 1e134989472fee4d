import { addConnectionFlags } from '../aws/connection.js';
import { addDeliveryFlags } from '../delivery/delivery-flags.js';
import type { ReplayFlags } from '../replay/replay-flags.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addReplay: AddCommand = (program, context) => {
  const command = program
    .command('replay')
    .description('run the stream again through a function, from a point in its 24 hours')
    .argument('<table>', "a table's name, or the ARN of a stream")
    .requiredOption('--from <time|sequence>', 'a time, how long ago (2h), or a sequence number')
    .option('--to <time|sequence>', 'the last to run (default: what is there now)')
    .addOption(
      repeatable('--filter <pattern>', 'only what this pattern lets through', "the mapping's own"),
    )
    .option('--failed <file>', 'where failed records are saved, whole', 'millrace-failed.jsonl')
    .option(
      '--state <file>',
      'keep the place there, to go on later (then --from and --to are fixed)',
    )
    .option('--settle <duration>', 'an open shard that gives nothing for so long has ended', '2s')
    .option('--json', 'the outcome as one JSON object');
  addConnectionFlags(addDeliveryFlags(command))
    .addHelpText(
      'after',
      `
Examples:
  millrace replay orders --from 2h --function orders-consumer
  millrace replay orders --handler ./dist/index.js \\
    --from 2026-11-24T16:00:00Z --to 2026-11-24T18:00:00Z

The function gets records that it may have had before: it must be fenced or
idempotent.
Exit codes: 0 all was run, 2 some records failed, 130 stopped before the end.`,
    )
    .action(async (table: string, flags: ReplayFlags) => {
      const { runReplay } = await import('../replay/run-replay.js');
      await runReplay(table, flags, context);
    });
};
