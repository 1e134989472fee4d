import { DescribeStreamCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb-streams';
import {
  AwsStreamSource,
  createEventSourceMapping,
  type EventSourceMapping,
  failureDestination,
} from '@millrace/mapping';
import { FunctionInvoker } from '../lambda/function-invoker.js';
import type { Functions } from '../lambda/functions.js';
import type { MappingPlan } from '../lambda/mappings.js';
import type { CloudClients } from './cloud-clients.js';
import type { CloudEvents } from './cloud-event.js';
import type { MappingCheckpoints } from './mapping-checkpoints.js';
import type { StreamBells } from './stream-bells.js';

/** What a mapping of the local cloud is built from. */
export interface MappingParts {
  readonly functions: Functions;
  readonly clients: CloudClients;
  readonly checkpoints: MappingCheckpoints;
  readonly events: CloudEvents;
  /** Absent when the tables are elsewhere, where nobody rings them: then the streams are polled. */
  readonly bells: StreamBells | undefined;
}

/** Builds a mapping that reads the local stream by the Streams API and calls the local function. */
export function openMapping(plan: MappingPlan, parts: MappingParts): EventSourceMapping {
  const { uuid, eventSourceArn, functionArn, settings, destinationArn } = plan;
  return createEventSourceMapping({
    uuid,
    settings,
    functionArn,
    source: new AwsStreamSource({ client: parts.clients.streams(), streamArn: eventSourceArn }),
    invoker: new FunctionInvoker(parts.functions, functionArn),
    checkpoints: parts.checkpoints.of(uuid),
    ...(parts.bells === undefined
      ? {}
      : { wakeUps: parts.bells.of(eventSourceArn.split('/')[1] ?? '') }),
    observe: (event) =>
      parts.events.tell({ type: 'mapping', mappingUuid: uuid, functionArn, event }),
    ...(destinationArn === undefined
      ? {}
      : { destination: failureDestination(destinationArn, parts.clients) }),
  });
}

/** Whether a stream is there to be mapped. */
export async function streamExists(clients: CloudClients, streamArn: string): Promise<boolean> {
  try {
    await clients.streams().send(new DescribeStreamCommand({ StreamArn: streamArn, Limit: 1 }));
    return true;
  } catch (thrown) {
    // A stream ARN that the stream layer cannot even read names no stream either.
    if (thrown instanceof ResourceNotFoundException) return false;
    if (thrown instanceof Error && thrown.name === 'ValidationException') return false;
    throw thrown;
  }
}
