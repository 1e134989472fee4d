import { addConnectionFlags } from '../aws/connection.js';
import type { ChangeShardsFlags } from '../local-cloud/change-shards.js';
import type { AddCommand } from './command.js';
import { jsonOption } from './options.js';

const changes = [
  ['split', 'split a shard of the stream in two, as a growing partition does'],
  ['roll', 'close every open shard and open its child, as happens every 4 hours'],
] as const;

/** What AWS does by itself and has no call for: the local cloud does it on demand. */
export const addLocal: AddCommand = (program, { screen }) => {
  const local = program
    .command('local')
    .description("change the shards of the local cloud's streams, to watch what happens");
  for (const [name, description] of changes) {
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
};
