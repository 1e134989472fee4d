/** One event on its way to EventBridge, as `PutEvents` takes it. */
export interface EventEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  /** JSON. */
  readonly Detail: string;
  readonly Time: Date;
}

/** The most entries in one request (PutEvents, Entries). */
export const mostEntries = 10;

/** The most bytes of all entries in one request: less than 256 KB (EventBridge's user guide). */
export const mostEntryBytes = 256 * 1024 - 1;

const timeBytes = 14;

/** The size that EventBridge counts (user guide, "Calculating PutEvents event entry size"). */
export function entryBytes(entry: EventEntry): number {
  return (
    timeBytes +
    Buffer.byteLength(entry.Source) +
    Buffer.byteLength(entry.DetailType) +
    Buffer.byteLength(entry.Detail)
  );
}
