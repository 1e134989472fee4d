import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Clients } from './clients.js';

/** The event source mappings that read a stream, whatever their state. */
export async function mappingsOf(
  clients: Clients,
  streamArn: string,
): Promise<readonly EventSourceMappingConfiguration[]> {
  const { paginateListEventSourceMappings } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const found: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings(
    { client },
    { EventSourceArn: streamArn },
  )) {
    found.push(...(page.EventSourceMappings ?? []));
  }
  return found;
}

/** True for a mapping that reads now. */
export function isReading({ State }: EventSourceMappingConfiguration): boolean {
  return (
    State === 'Enabled' || State === 'Enabling' || State === 'Creating' || State === 'Updating'
  );
}

/** The mapping whose settings count for a function; the only one when it is none of theirs. */
export function mappingFor(
  mappings: readonly EventSourceMappingConfiguration[],
  functionArn: string | undefined,
): EventSourceMappingConfiguration | undefined {
  return (
    mappings.find(
      ({ FunctionArn }) =>
        functionArn !== undefined &&
        (FunctionArn === functionArn || FunctionArn?.split(':function:').at(-1) === functionArn),
    ) ?? (mappings.length === 1 ? mappings[0] : undefined)
  );
}
