import { type Command, Option } from 'commander';
import { addConnectionFlags, type ConnectionFlags } from '../aws/connection.js';
import type { BreakFunctionFlags } from '../local-cloud/break-function.js';
import type { ChangeShardsFlags } from '../local-cloud/change-shards.js';
import { wholeNumber } from '../output/read-number.js';
import type { Screen } from '../output/screen.js';
import type { AddCommand } from './command.js';
import { jsonOption } from './options.js';

const shardChanges = [
  ['split', 'split a shard of the stream in two, as a growing partition does'],
  ['roll', 'close every open shard and open its child, as happens every 4 hours'],
] as const;
const A_DAY_MS = 86_400_000;

/** What AWS does by itself, or has no call for: the local cloud does it on demand. */
export const addLocal: AddCommand = (program, { screen }) => {
  const local = program
    .command('local')
    .description("make the local cloud's shards split and its functions fail, to watch it");
  for (const [name, description] of shardChanges) addShardChange(local, name, description, screen);
  addBreak(local, screen);
  addHeal(local, screen);
};

function addShardChange(
  local: Command,
  name: 'split' | 'roll',
  description: string,
  screen: Screen,
): void {
  const command = local
    .command(name)
    .description(description)
    .argument('<table>', "the table's name")
    .addOption(jsonOption());
  if (name === 'split') command.option('--shard <id>', 'this shard (default: one is chosen)');
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Prints the stream's shards, each below its parent.

Example:
  millrace local ${name} millrace-dev-orders --endpoint http://127.0.0.1:4566`,
    )
    .action(async (table: string, flags: ChangeShardsFlags) => {
      const { changeShards } = await import('../local-cloud/change-shards.js');
      await changeShards(name, table, flags, screen);
    });
}

function addBreak(local: Command, screen: Screen): void {
  const command = local
    .command('break')
    .description('make coming invocations of a function fail, be slow, or crash')
    .argument('<function>', "the function's name")
    .addOption(
      new Option('--kind <kind>', 'error: before it runs; crash: after its work is done')
        .choices(['error', 'slow', 'crash'])
        .default('error'),
    )
    .option('--match <text>', 'only events that contain this, such as a key', '')
    .option('--times <n>', 'invocations to hit; 0: until healed', wholeNumber(0, 1_000_000), 1)
    .option('--delay <ms>', 'how slow is slow', wholeNumber(0, A_DAY_MS), 1_000)
    .addOption(jsonOption());
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Prints all that is armed. The console shows it too.

Examples:
  millrace local break millrace-dev-orders-consumer --match order-7 --times 3
  millrace local break millrace-dev-orders-consumer --kind slow --delay 5000`,
    )
    .action(async (name: string, flags: BreakFunctionFlags) => {
      const { breakFunction } = await import('../local-cloud/break-function.js');
      await breakFunction(name, flags, screen);
    });
}

function addHeal(local: Command, screen: Screen): void {
  const command = local
    .command('heal')
    .description('end every fault of a function')
    .argument('<function>', "the function's name")
    .addOption(jsonOption());
  addConnectionFlags(command)
    .addHelpText(
      'after',
      `
Example:
  millrace local heal millrace-dev-orders-consumer`,
    )
    .action(async (name: string, flags: ConnectionFlags & { readonly json?: true }) => {
      const { healFunction } = await import('../local-cloud/break-function.js');
      await healFunction(name, flags, screen);
    });
}
