import { addConnectionFlags } from '../aws/connection.js';
import type { DoctorFlags } from '../doctor/doctor-flags.js';
import { wholeNumber } from '../output/read-number.js';
import type { AddCommand } from './command.js';

export const addDoctor: AddCommand = (program, context) => {
  const command = program
    .command('doctor')
    .description('say what is wrong with this machine, or with a table and its mappings')
    .argument('[table]', "a table's name; without it only this machine is looked at")
    .option('--records <n>', 'try filters on so many records of the stream', wholeNumber(1), 1_000)
    .option('--json', 'the findings as one JSON object');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  millrace doctor
  millrace doctor orders --region eu-central-1

Exit codes: 0 nothing is wrong, 2 something is, and its mend is beside it.`,
    )
    .action(async (table: string | undefined, flags: DoctorFlags) => {
      const { runDoctor } = await import('../doctor/run-doctor.js');
      await runDoctor(table, flags, context);
    });
};
