import {
  type Attributes,
  type Change,
  formatPath,
  type ImageField,
  mapImages,
  RecordError,
  type RecordIdentity,
} from '@millrace/shared';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { andThen } from './and-then.js';
import { HandlerError } from './errors.js';
import { withoutOrigin } from './origin.js';

/**
 * Decodes the images now and gives them as the schema has them. Nothing is awaited unless the schema
 * is asynchronous, so that no time passes between a lane's start and its reaction.
 *
 * @throws {RecordError} `INVALID_ITEM` at the first image that does not fit.
 */
export function readImages<Item>(
  change: Change<Attributes>,
  schema: StandardSchemaV1<unknown, Item>,
  redact: readonly string[],
): Change<Item> | Promise<Change<Item>> {
  const read = (image: Attributes, field: ImageField): Item | Promise<Item> =>
    andThen(schema['~standard'].validate(withoutOrigin(image)), (result) =>
      accept(result, field, change, redact),
    );
  const { keys, sequenceNumber, eventId, createdAt } = change;
  const identity = { keys, sequenceNumber, eventId, createdAt };
  const { kind } = change;
  switch (kind) {
    case 'insert':
      return andThen(read(change.newImage, 'dynamodb.NewImage'), (newImage) => ({
        kind,
        ...identity,
        newImage,
      }));
    case 'modify':
      return andThen(read(change.newImage, 'dynamodb.NewImage'), (newImage) =>
        andThen(read(change.oldImage, 'dynamodb.OldImage'), (oldImage) => ({
          kind,
          ...identity,
          newImage,
          oldImage,
        })),
      );
    case 'remove':
    case 'expire':
      return andThen(read(change.oldImage, 'dynamodb.OldImage'), (oldImage) => ({
        kind,
        ...identity,
        oldImage,
      }));
  }
}

/** Decodes and checks each image when it is first read. */
export function readImagesLazily<Item>(
  change: Change<Attributes>,
  schema: StandardSchemaV1<unknown, Item>,
  redact: readonly string[],
): Change<Item> {
  return mapImages(change, (image, field) => {
    const result = schema['~standard'].validate(withoutOrigin(image));
    if (!(result instanceof Promise)) return accept(result, field, change, redact);
    throw new HandlerError(
      'INVALID_OPTIONS',
      "createConsumer: an asynchronous schema cannot be read lazily; use validation: 'eager'",
    );
  });
}

function accept<Item>(
  result: StandardSchemaV1.Result<Item>,
  field: ImageField,
  record: RecordIdentity,
  redact: readonly string[],
): Item {
  if (result.issues === undefined) return result.value;
  const [issue] = result.issues;
  const path = formatPath(issue?.path?.map(segmentOf) ?? []);
  // A schema's message may quote the value that it refuses.
  const message = isRedacted(path, redact) ? '(redacted)' : (issue?.message ?? 'no reason given');
  throw new RecordError(
    'INVALID_ITEM',
    path === '' ? field : `${field}.${path}`,
    `does not fit the schema: ${message}`,
    record,
  );
}

function isRedacted(path: string, redact: readonly string[]): boolean {
  return redact.some(
    (hidden) => path === hidden || path.startsWith(`${hidden}.`) || path.startsWith(`${hidden}[`),
  );
}

function segmentOf(segment: PropertyKey | StandardSchemaV1.PathSegment): PropertyKey {
  return typeof segment === 'object' ? segment.key : segment;
}
