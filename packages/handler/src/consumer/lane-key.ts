import type { StreamRecord } from '@millrace/shared';

/**
 * Names the item that a record is about: its full primary key, as the stream wrote it. Undefined
 * when the record has no key to go by, which is no item at all.
 */
export function laneKey(record: StreamRecord): string | undefined {
  const keys: unknown = record.dynamodb?.Keys;
  if (typeof keys !== 'object' || keys === null) return undefined;
  const entries = Object.entries(keys);
  if (entries.length > 1) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
