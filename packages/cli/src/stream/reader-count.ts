import type { Clients } from '../aws/clients.js';
import { isReading, mappingsOf } from '../aws/mappings-of.js';
import type { Screen } from '../output/screen.js';

/** Readers of one shard at once, above which AWS may throttle all of them (DynamoDB developer guide). */
const READERS_PER_SHARD = 2;

/** Says so when one more reader of this stream would be one too many. */
export async function warnOfReaders(
  clients: Clients,
  streamArn: string,
  screen: Screen,
): Promise<void> {
  const { yellow, dim } = screen.colours;
  try {
    const readers = (await mappingsOf(clients, streamArn)).filter(isReading);
    if (readers.length < READERS_PER_SHARD) return;
    const functions = readers.map(({ FunctionArn }) => FunctionArn?.split(':').at(-1) ?? '?');
    screen.err(
      `${yellow('warning')} ${readers.length} mappings read this stream already (${functions.join(', ')}). AWS may throttle a shard with more than ${READERS_PER_SHARD} readers, the mappings among them.`,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    screen.err(
      dim(`Cannot see who else reads this stream (lambda:ListEventSourceMappings: ${reason}).`),
    );
  }
}
