import { messageOf } from '../errors.js';
import type { LoggedEvent } from './event-log.js';

/** An event as the inspection API writes it: flat, with `place`, `at` and `type` first. */
export function eventJson({ place, event }: LoggedEvent): object {
  const head = { place, at: event.at, type: event.type };
  switch (event.type) {
    case 'item-written': {
      const { oldItem, newItem, sequenceNumber } = event.write;
      return { ...head, tableName: event.tableName, sequenceNumber, oldItem, newItem };
    }
    case 'fault':
      return { ...head, where: event.where, error: messageOf(event.error) };
    case 'mapping': {
      const { mappingUuid, functionArn } = event;
      return { ...head, mappingUuid, functionArn, event: withErrorText(event.event) };
    }
    default:
      return { ...head, ...event };
  }
}

function withErrorText(event: object): object {
  return 'error' in event ? { ...event, error: messageOf(event.error) } : event;
}
