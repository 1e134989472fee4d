import { type EventName, RecordFilter } from './record-filter.js';

/** The start of a filter: which events, before anything is said about the item. */
export class RecordFilterStart<Item extends object> extends RecordFilter<Item> {
  constructor() {
    super({ dynamodb: {} });
  }

  /** Only these events: `on('INSERT', 'MODIFY')`. */
  on<const Name extends EventName>(...names: readonly [Name, ...Name[]]): RecordFilter<Item, Name> {
    return new RecordFilter({ eventNames: [...new Set<EventName>(names)], dynamodb: {} });
  }

  /**
   * Only removals that DynamoDB made itself because the item's time to live was over. A removal by
   * a program has no such identity.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
   */
  onTimeToLiveRemoval(): RecordFilter<Item, 'REMOVE'> {
    return new RecordFilter({
      eventNames: ['REMOVE'],
      userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] },
      dynamodb: {},
    });
  }
}

/**
 * Starts a filter on the changes of a table. `Item` is the item as DynamoDB's document client gives
 * it: string → S, number → N, boolean → BOOL, null → NULL, `Uint8Array` → B, `Set` → SS or NS,
 * array → L, object → M.
 *
 * @example
 * filterFor<Order>()
 *   .on('INSERT', 'MODIFY')
 *   .newImage({ status: equals('PLACED', 'PAID') })
 *   .toPattern();
 */
export function filterFor<Item extends object>(): RecordFilterStart<Item> {
  return new RecordFilterStart<Item>();
}
