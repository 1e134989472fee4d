import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Clients } from '../aws/clients.js';
import { connectionOf } from '../aws/connection.js';
import { mappingsOf } from '../aws/mappings-of.js';
import { regionOfArn, streamOf, type TableStream } from '../aws/stream-of.js';
import type { Screen } from '../output/screen.js';
import type { DeliveryFlags } from './delivery-flags.js';
import { type Target, targetOf } from './target.js';

/** What a command that runs a table's records through a function works with. */
export interface DeliverySite {
  readonly clients: Clients;
  readonly stream: TableStream;
  /** The deployed readers of the stream. */
  readonly mappings: readonly EventSourceMappingConfiguration[];
  readonly target: Target;
}

/**
 * Finds the table's stream and what gets its records, does the work, and lets go of all of it.
 *
 * @param table a table's name, or the ARN of a stream
 * @throws CliError what `streamOf` and `targetOf` throw
 */
export async function withTarget<T>(
  table: string,
  flags: DeliveryFlags,
  screen: Screen,
  work: (site: DeliverySite) => Promise<T>,
): Promise<T> {
  const clients = new Clients(connectionOf(flags, process.env, regionOfArn(table)));
  try {
    const stream = await streamOf(clients, table);
    const mappings = await mappingsOf(clients, stream.streamArn);
    const target = await targetOf(flags, clients, screen, undefined, mappings);
    try {
      return await work({ clients, stream, mappings, target });
    } finally {
      target.close();
    }
  } finally {
    clients.close();
  }
}
