import { AwsStreamSource, listShards } from '@millrace/mapping';
import { Clients } from '../aws/clients.js';
import { type ConnectionFlags, connectionOf } from '../aws/connection.js';
import { streamOf } from '../aws/stream-of.js';
import type { Screen } from '../output/screen.js';
import { askLocalCloud } from './ask-local-cloud.js';
import { renderShardTree, shardTree } from './shard-tree.js';

export interface ChangeShardsFlags extends ConnectionFlags {
  /** The shard to split; the local cloud chooses one when it is left out. */
  readonly shard?: string;
  readonly json?: true;
}

/**
 * Splits one shard of a table's stream in the local cloud, or rolls all that are open, and shows the
 * lineage that comes of it.
 *
 * @throws CliError `NO_LOCAL_CLOUD`, `SHARDS_NOT_CHANGED`, and those of finding the table's stream
 */
export async function changeShards(
  change: 'split' | 'roll',
  table: string,
  flags: ChangeShardsFlags,
  screen: Screen,
): Promise<void> {
  const connection = connectionOf(flags, process.env);
  const clients = new Clients(connection);
  try {
    await askLocalCloud(connection.endpoint, {
      method: 'POST',
      path: `tables/${encodeURIComponent(table)}/${change}`,
      body: flags.shard === undefined ? {} : { shardId: flags.shard },
      refusedAs: 'SHARDS_NOT_CHANGED',
    });
    const { streamArn } = await streamOf(clients, table);
    const source = new AwsStreamSource({ client: await clients.streams(), streamArn });
    const tree = shardTree(await listShards(source, new AbortController().signal));
    if (flags.json) screen.out(JSON.stringify({ streamArn, shards: tree }));
    else for (const line of renderShardTree(tree, screen.colours)) screen.out(line);
  } finally {
    clients.close();
  }
}
