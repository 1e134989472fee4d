import type { Attributes, StreamRecord } from '@millrace/shared';

/** The attribute by which a consumer knows its own writes. */
export const originAttribute = 'millraceOrigin';

const separator = '#';

/** Marks an item as written by the consumer called `name`. `mark` must differ from write to write. */
export function makeOrigin(name: string, mark: string): Readonly<Record<string, string>> {
  return { [originAttribute]: `${name}${separator}${mark}` };
}

/**
 * Tells whether the consumer called `name` wrote this change itself. The mark stays on the item when
 * somebody else updates it later, so only a mark that this very change brought counts. A removal
 * brings none: a consumer that deletes from its own table sees those removals.
 */
export function isOwnWrite(record: StreamRecord, name: string): boolean {
  const mark = record.dynamodb?.NewImage?.[originAttribute]?.S;
  if (typeof mark !== 'string') return false;
  if (mark.slice(0, mark.lastIndexOf(separator) + 1) !== name + separator) return false;
  return record.dynamodb?.OldImage?.[originAttribute]?.S !== mark;
}

/** The item without the mark, which is no business of its schema. */
export function withoutOrigin(image: Attributes): Attributes {
  if (!Object.hasOwn(image, originAttribute)) return image;
  const { [originAttribute]: _mark, ...item } = image;
  return item;
}
