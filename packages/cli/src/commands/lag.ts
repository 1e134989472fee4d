import { addConnectionFlags } from '../aws/connection.js';
import type { LagFlags } from '../lag/lag-flags.js';
import { wholeNumber } from '../output/read-number.js';
import type { AddCommand } from './command.js';

export const addLag: AddCommand = (program, context) => {
  const command = program
    .command('lag')
    .description('show how far behind each mapping of a table is, and what time is left')
    .argument('<table>', "a table's name, or the ARN of a stream")
    .option('--max-age <duration>', 'end with 2 when a record has waited longer: 5m')
    .option('--sample <duration>', 'how long rates are measured', '2s')
    .option('--bound <n>', 'count waiting records up to so many a shard', wholeNumber(1), 10_000)
    .option('--watch', 'measure again and again, until Ctrl-C')
    .option('--json', 'one JSON object a measurement');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  millrace lag orders
  millrace lag orders --watch
  millrace lag orders --max-age 5m --json || page-someone

Exit codes: 0 no record has waited longer than --max-age, 2 one has, or
CloudWatch does not tell, or no mapping reads the table.`,
    )
    .action(async (table: string, flags: LagFlags) => {
      const { runLag } = await import('../lag/run-lag.js');
      await runLag(table, flags, context);
    });
};
