import { addConnectionFlags } from '../aws/connection.js';
import type { BackfillFlags } from '../backfill/backfill-flags.js';
import { addDeliveryFlags } from '../delivery/delivery-flags.js';
import { wholeNumber } from '../output/read-number.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addBackfill: AddCommand = (program, context) => {
  const command = program
    .command('backfill')
    .description('give every item of a table to a new consumer, as an INSERT')
    .argument('<table>', "the table's name")
    .option('--segments <n>', 'parts of the table that are scanned at once', wholeNumber(1, 100), 4)
    .addOption(repeatable('--filter <pattern>', 'only what this pattern lets through'))
    .option('--state <file>', 'the place it has come to (default: millrace-backfill-<table>.json)')
    .option('--failed <file>', 'where failed records are saved, whole', 'millrace-failed.jsonl')
    .option('--json', 'the outcome as one JSON object');
  addConnectionFlags(addDeliveryFlags(command))
    .addHelpText(
      'after',
      `
Make the consumer's mapping first, then backfill: what changes meanwhile comes
by the stream. Backfilled records have sequence numbers below those of every
real change, so a consumer that keeps the highest number it has seen of an item
never goes back. Stop it at any moment and run it again: it goes on where
it stood.

Examples:
  millrace backfill orders --function orders-search
  millrace backfill orders --handler ./dist/index.js --rate 500

Exit codes: 0 all was run, 2 some records failed, 130 stopped before the end.`,
    )
    .action(async (table: string, flags: BackfillFlags) => {
      const { runBackfill } = await import('../backfill/run-backfill.js');
      await runBackfill(table, flags, context);
    });
};
