import { setTimeout as sleep } from 'node:timers/promises';
import type { PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { type Change, jsonValue, lazy, type Order } from '@millrace/shared';
import { PermanentError } from '../consumer/errors.js';
import type { ReactionContext } from '../consumer/reaction.js';
import { EntryBatcher, type SendEntries } from './entry-batcher.js';
import { type EventEntry, entryBytes, mostEntryBytes } from './event-entry.js';
import { type OrderEvent, toOrderEvent } from './order-event.js';

export interface NotifyOptions {
  /** Name or ARN. */
  readonly eventBusName: string;
  /** Default: `millrace.orders`. */
  readonly source?: string;
}

/** What stands in an event's `detail`. */
export interface OrderEventDetail extends Omit<OrderEvent, 'name'> {
  /**
   * The same at every delivery of the same change, and of no other: delivery is at least once, so
   * whoever must act once remembers it. It is the stream record's own id.
   */
  readonly deduplicationId: string;
  /** Orders the events of one order; see `compareSequenceNumbers`. */
  readonly sequenceNumber: string;
}

const retryDelays = [50, 150, 450];

/**
 * Publishes what a change means to EventBridge. The client is made at the first event. An event over
 * EventBridge's limit is a permanent failure: it would be refused for ever.
 */
export function createNotify({ eventBusName, source = 'millrace.orders' }: NotifyOptions) {
  const send = lazy(createSend);
  const batcher = new EntryBatcher({
    send: async (entries, signal) => (await send())(entries, signal),
    retryDelays,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  });
  return async (change: Change<Order>, { signal }: ReactionContext): Promise<void> => {
    const event = toOrderEvent(change);
    if (event === undefined) return;
    const entry = toEntry(event, change, eventBusName, source);
    const bytes = entryBytes(entry);
    if (bytes > mostEntryBytes) {
      throw new PermanentError(
        `The ${event.name} takes ${bytes} bytes; EventBridge takes ${mostEntryBytes}`,
      );
    }
    await batcher.publish(entry, signal);
  };
}

function toEntry(
  { name, ...event }: OrderEvent,
  change: Change<Order>,
  eventBusName: string,
  source: string,
): EventEntry {
  const { eventId, sequenceNumber, createdAt } = change;
  const detail: OrderEventDetail = { deduplicationId: eventId, sequenceNumber, ...event };
  return {
    EventBusName: eventBusName,
    Source: source,
    DetailType: name,
    Detail: JSON.stringify(detail, jsonValue),
    Time: createdAt,
  };
}

async function createSend(): Promise<SendEntries> {
  const { EventBridgeClient, PutEventsCommand } = await import('../clients/eventbridge.js');
  const client = new EventBridgeClient();
  return async (entries, abortSignal) => {
    const command = new PutEventsCommand({ Entries: [...entries] });
    const answer = await client.send(command, { abortSignal });
    return entries.map((_, index) => reasonOf(answer.Entries?.[index]));
  };
}

// An entry that the answer does not mention was not acknowledged, so it is sent again.
function reasonOf(result: PutEventsResultEntry | undefined): string | undefined {
  if (result?.EventId !== undefined && result.ErrorCode === undefined) return undefined;
  return `${result?.ErrorCode ?? 'no answer'} ${result?.ErrorMessage ?? ''}`.trim();
}
