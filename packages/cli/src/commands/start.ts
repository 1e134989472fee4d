import { wholeNumber } from '../output/read-number.js';
import type { StartFlags } from '../start/run-start.js';
import type { AddCommand } from './command.js';
import { jsonOption, portOption, stackOption } from './options.js';

export const addStart: AddCommand = (program, { screen }) => {
  program
    .command('start')
    .description('open the whole road on this machine, and tell each change that goes down it')
    .addOption(stackOption())
    .addOption(portOption())
    .option('--data <folder>', 'keep tables and streams there (default: in memory)')
    .option('--endpoint <url>', 'take the tables from there: an emulator, or the word aws')
    .option('--rate <n>', 'orders written a second; 0 writes none', wholeNumber(0, 1_000), 2)
    .option('--verbose', 'name what of the stack is not needed on a laptop, too')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  millrace start
  millrace start --port 4566 --data .millrace/data
  millrace start --rate 0 --json | jq .
  millrace start --rate 0 --endpoint http://127.0.0.1:4566`,
    )
    .action(async (flags: StartFlags) => {
      const { runStart } = await import('../start/run-start.js');
      await runStart(flags, screen);
    });
};
