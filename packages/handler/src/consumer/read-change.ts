import {
  type Attributes,
  type Change,
  decodeRecord,
  formatPath,
  type ImageField,
  type ReadImage,
  RecordError,
  type RecordIdentity,
  type StreamRecord,
} from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Redactor } from '../observe/redact.js';
import { awaitImages } from './await-images.js';
import type { ConsumerOptions, InferItem } from './consumer-options.js';
import { HandlerError } from './errors.js';
import { isSynchronous } from './is-synchronous.js';
import { isThenable } from './is-thenable.js';
import { withoutOrigin } from './origin.js';

/** Decodes a record. A promise is given only when the schema is asynchronous. */
export type ReadChange<Item> = (record: StreamRecord) => Change<Item> | Promise<Change<Item>>;

/**
 * Makes what reads records as the consumer's options want it.
 *
 * A new image that does not fit throws before any reaction: the item is not what it should be. An
 * old one throws when the reaction reads it. Otherwise mending or deleting such an item would fail
 * like the change that broke it, and the mend would never arrive, however often it is run again. So
 * an old image need not even be decoded before, unless its schema may want to be awaited.
 *
 * What throws is a `RecordError` with the code `INVALID_ITEM`.
 */
export function createReadChange<Schema extends StandardSchemaV1>(
  { schema, validation }: ConsumerOptions<Schema>,
  redactor: Redactor,
): ReadChange<InferItem<Schema>> {
  const read = createReadImage(schema, redactor);
  const readNow: ReadImage<InferItem<Schema>> = (...image) => requireSynchronous(read(...image));
  if (validation === 'lazy') return (record) => decodeRecord(record, readNow);
  if (isSynchronous(schema)) return (record) => withNewImage(decodeRecord(record, readNow));
  return (record) => awaitImages(decodeRecord(record, read));
}

function createReadImage<Schema extends StandardSchemaV1>(
  schema: Schema,
  redactor: Redactor,
): ReadImage<InferItem<Schema> | Promise<InferItem<Schema>>> {
  const standard = schema['~standard'] as StandardSchemaV1.Props<unknown, InferItem<Schema>>;
  return (image, field, record) => {
    const item = withoutOrigin(image);
    const accept = (result: StandardSchemaV1.Result<InferItem<Schema>>) => {
      if (result.issues === undefined) return result.value;
      throw misfit(item, result.issues[0], field, record, redactor);
    };
    const result = standard.validate(item);
    return isThenable(result) ? Promise.resolve(result).then(accept) : accept(result);
  };
}

// Reading it is what checks it; the change keeps it.
function withNewImage<Item>(change: Change<Item>): Change<Item> {
  if ('newImage' in change) change.newImage;
  return change;
}

function requireSynchronous<Item>(item: Item | Promise<Item>): Item {
  if (!(item instanceof Promise)) return item;
  throw new HandlerError(
    'INVALID_OPTIONS',
    "createConsumer: an asynchronous schema cannot be read lazily; use validation: 'eager'",
  );
}

function misfit(
  item: Attributes,
  issue: StandardSchemaV1.Issue | undefined,
  field: ImageField,
  record: RecordIdentity,
  redactor: Redactor,
): RecordError {
  const path = formatPath(issue?.path?.map(segmentOf) ?? []);
  // A schema's message may quote the value that it refuses.
  const message = redactor.message(path, issue?.message ?? 'no reason given');
  return new RecordError(
    'INVALID_ITEM',
    path === '' ? field : `${field}.${path}`,
    `does not fit the schema: ${message}`,
    record,
    item,
  );
}

function segmentOf(segment: PropertyKey | StandardSchemaV1.PathSegment): PropertyKey {
  return typeof segment === 'object' ? segment.key : segment;
}
