import { Clients } from '../aws/clients.js';
import { type ConnectionFlags, connectionOf } from '../aws/connection.js';
import { listShards } from '../aws/list-shards.js';
import { streamOf } from '../aws/stream-of.js';
import { CliError } from '../output/cli-error.js';
import type { Screen } from '../output/screen.js';
import { renderShardTree, shardTree } from './shard-tree.js';

export interface ChangeShardsFlags extends ConnectionFlags {
  /** The shard to split; the local cloud chooses one when it is left out. */
  readonly shard?: string;
  readonly json?: true;
}

async function ask(endpoint: string, action: string, body: object): Promise<void> {
  const response = await fetch(new URL(`/_millrace/tables/${action}`, endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new CliError(
      'NO_LOCAL_CLOUD',
      `Nothing answers at ${endpoint}. Open the road with 'millrace start' and give the address that it prints as --endpoint.`,
      { cause },
    );
  });
  if (response.ok) return;
  const { message, Message } = (await response.json().catch(() => ({}))) as Refusal;
  throw new CliError(
    'SHARDS_NOT_CHANGED',
    `${endpoint} refused with ${response.status}: ${message ?? Message ?? response.statusText}. Only the local cloud can change shards.`,
  );
}

interface Refusal {
  readonly message?: string;
  readonly Message?: string;
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
  if (connection.endpoint === undefined) {
    throw new CliError(
      'NO_LOCAL_CLOUD',
      "Say where the local cloud is: --endpoint with the address that 'millrace start' prints, or AWS_ENDPOINT_URL.",
    );
  }
  const clients = new Clients(connection);
  try {
    const body = flags.shard === undefined ? {} : { shardId: flags.shard };
    await ask(connection.endpoint, `${encodeURIComponent(table)}/${change}`, body);
    const { streamArn } = await streamOf(clients, table);
    const tree = shardTree(await listShards(await clients.streams(), streamArn));
    if (flags.json) screen.out(JSON.stringify({ streamArn, shards: tree }));
    else for (const line of renderShardTree(tree, screen.colours)) screen.out(line);
  } finally {
    clients.close();
  }
}
