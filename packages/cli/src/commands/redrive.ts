import { addConnectionFlags } from '../aws/connection.js';
import { addDeliveryFlags } from '../delivery/delivery-flags.js';
import { wholeNumber } from '../output/read-number.js';
import type { RedriveFlags } from '../redrive/redrive-flags.js';
import type { AddCommand } from './command.js';
import { repeatable } from './options.js';

export const addRedrive: AddCommand = (program, context) => {
  const command = program
    .command('redrive')
    .description('run again what a failure queue stands for, most urgent first')
    .argument('<from>', "a queue's URL, s3://bucket/prefix, or a file of failure records")
    .option('--dry-run', 'show what would be run, and change nothing')
    .addOption(repeatable('--only <pattern>', 'only records that this filter pattern lets through'))
    .option('--expired <file>', 'where expired records are named', 'millrace-expired.jsonl')
    .option('--remove-expired', 'remove their messages, too, once what is left of them was run')
    .option('--rescue <file>', 'save the records whole in a file, instead of running them')
    .option('--limit <n>', 'messages at most', wholeNumber(1, 120_000), 100_000)
    .option('--hold <duration>', 'how long messages are kept from others at a time', '2m')
    .option('--yes', 'do not ask')
    .option('--json', 'the outcome as one JSON object');
  addConnectionFlags(addDeliveryFlags(command))
    .addHelpText(
      'after',
      `
A message is removed only after all of its records were run. Stop it at any
moment and run it again: it goes on with what is left.

Examples:
  millrace redrive $QUEUE_URL --dry-run
  millrace redrive s3://orders-failures/aws/lambda/ --yes --rate 200
  millrace redrive $QUEUE_URL --handler ./dist/index.js \\
    --only '{"dynamodb":{"Keys":{"orderId":{"S":["o-1"]}}}}'

Exit codes: 0 all was run, 2 some records failed again, or some messages could
not be read whole or are held by another reader, 3 some records have expired,
130 stopped before the end.`,
    )
    .action(async (from: string, flags: RedriveFlags) => {
      const { runRedrive } = await import('../redrive/run-redrive.js');
      await runRedrive(from, flags, context);
    });
};
