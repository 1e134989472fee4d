import type { StreamRecord } from '@millrace/shared';

/**
 * Names the item that a record is about: its full primary key, as the stream wrote it. Undefined
 * when the record has no key to go by, which is no item at all.
 */
export function laneKey(record: StreamRecord): string | undefined {
  const keys: unknown = record.dynamodb?.Keys;
  if (typeof keys !== 'object' || keys === null) return undefined;
  // A table's keys come in one order from Lambda, but not from an event that was put together by hand.
  return JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));
}
