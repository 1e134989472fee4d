import { InvalidArgumentError, Option } from 'commander';
import { addConnectionFlags } from '../aws/connection.js';
import type { CapacityFlags } from '../capacity/capacity-flags.js';
import { positiveNumber, wholeNumber } from '../output/read-number.js';
import type { AddCommand } from './command.js';

export const addCapacity: AddCommand = (program, context) => {
  const command = program
    .command('capacity')
    .description('foretell batches, concurrency, age, catching up and cost of a mapping')
    .argument('[table]', 'measure what is not given on this table, its mapping and function')
    .option('--write-rate <n>', 'changes a second', positiveNumber)
    .option('--record-size <bytes>', 'of one record in the event', wholeNumber(1))
    .option('--pass-rate <part>', 'what the filter lets through: 0.25 for a quarter', part)
    .option('--call-time <duration>', 'what a call takes, whatever is in it', '50ms')
    .option('--record-time <duration>', 'what each record adds', '5ms')
    .option('--shards <n>', 'open shards (default: the fewest that can be)', wholeNumber(1))
    .option('--batch-size <n>', 'of the mapping', wholeNumber(1, 10_000))
    .option('--window <seconds>', "the mapping's batching window", wholeNumber(0, 300))
    .option('--parallelization <n>', "the mapping's parallelization factor", wholeNumber(1, 10))
    .option('--memory <megabytes>', 'of the function', wholeNumber(128, 10_240))
    .addOption(new Option('--architecture <name>', 'of the function').choices(['arm64', 'x86_64']))
    .option('--outage <duration>', 'how long the function was away, for the catching up', '10h')
    .option('--json', 'load, prediction and prices as one JSON object');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  millrace capacity --write-rate 500 --record-size 2000 --pass-rate 0.2
  millrace capacity orders --call-time 80ms --record-time 12ms --outage 10h

Exit codes: 0 the mapping keeps up, 2 it falls behind.`,
    )
    .action(async (table: string | undefined, flags: CapacityFlags) => {
      const { runCapacity } = await import('../capacity/run-capacity.js');
      await runCapacity(table, flags, context);
    });
};

function part(text: string): number {
  const value = positiveNumber(text);
  if (value <= 1) return value;
  throw new InvalidArgumentError('It must be above 0 and at most 1.');
}
