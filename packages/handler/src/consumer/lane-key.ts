import type { AttributeValue, StreamRecord } from '@millrace/shared';

/**
 * Names the item that a record is about: its full primary key, as the stream wrote it. Undefined
 * when the record has no key to go by, which is no item at all.
 */
export function laneKey(record: StreamRecord): string | undefined {
  const keys: unknown = record.dynamodb?.Keys;
  if (typeof keys !== 'object' || keys === null) return undefined;
  const entries = Object.entries(keys);
  // A table has one or two key attributes. Its name tells nothing where there is only one.
  if (entries.length === 1) return nameValue(entries[0]?.[1]);
  // They come in one order from Lambda, but not from an event that was put together by hand.
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

// Much cheaper than JSON, and made for every record.
function nameValue(attribute: unknown): string {
  for (const type in Object(attribute)) {
    const value: unknown = (attribute as AttributeValue)[type as keyof AttributeValue];
    if (typeof value === 'string') return type + value;
  }
  return JSON.stringify(attribute);
}
