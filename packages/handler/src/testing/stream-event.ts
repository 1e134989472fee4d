import { createHash } from 'node:crypto';
import { type AttributeMap, encodeAttributes } from '@millrace/shared';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { HandlerError } from '../consumer/errors.js';
import { itemSize } from './item-size.js';

export interface StreamEventOptions {
  /** Names of the key attributes. Default: the first attribute of the first item. */
  readonly keys?: readonly string[];
  /** Default: `Orders`. */
  readonly tableName?: string;
  /** Default: `us-east-1`. */
  readonly region?: string;
  /** Of the first record; the next ones count up. Default: a number as AWS gives them. */
  readonly firstSequenceNumber?: bigint;
  /** When the first record was written; each next one a second later at most. Default: now. */
  readonly at?: Date;
}

const firstRecorded = 202_328_600_001_712_385_967_261_751n;

/**
 * Builds a stream event from plain objects, shaped as real streams shape it: keys and images in
 * DynamoDB JSON, no old image on an insert, no new one on a removal, DynamoDB's identity on a removal
 * by time-to-live, growing sequence numbers of 27 digits, seconds without a fraction, sizes as
 * DynamoDB counts them.
 *
 * It is an event itself, so it can be handed to a handler as it stands; `build` gives a copy.
 *
 * @example
 * await handler(streamEvent().insert(order).modify(order, paid).expire(paid), context);
 */
export function streamEvent(options: StreamEventOptions = {}): StreamEventBuilder {
  return new StreamEventBuilder(options);
}

export class StreamEventBuilder implements DynamoDBStreamEvent {
  readonly Records: DynamoDBRecord[] = [];
  readonly #options: Required<Omit<StreamEventOptions, 'keys'>>;
  #keys: readonly string[] | undefined;

  /** Use `streamEvent`. */
  constructor(options: StreamEventOptions) {
    this.#keys = options.keys;
    this.#options = {
      tableName: options.tableName ?? 'Orders',
      region: options.region ?? 'us-east-1',
      firstSequenceNumber: options.firstSequenceNumber ?? firstRecorded,
      at: options.at ?? new Date(),
    };
  }

  /** A new item. */
  insert(item: object): this {
    return this.#add('INSERT', { NewImage: item });
  }

  /** An item that changed. Both versions must have the same key. */
  modify(before: object, after: object): this {
    return this.#add('MODIFY', { NewImage: after, OldImage: before });
  }

  /** An item that somebody removed. */
  remove(item: object): this {
    return this.#add('REMOVE', { OldImage: item });
  }

  /** An item that time-to-live removed. */
  expire(item: object): this {
    this.#add('REMOVE', { OldImage: item });
    const record = this.Records.at(-1);
    if (record !== undefined) {
      record.userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    }
    return this;
  }

  /** The event as plain data, apart from this builder. */
  build(): DynamoDBStreamEvent {
    return { Records: structuredClone(this.Records) };
  }

  #add(eventName: 'INSERT' | 'MODIFY' | 'REMOVE', images: Images): this {
    const newImage = images.NewImage && encodeAttributes(images.NewImage);
    const oldImage = images.OldImage && encodeAttributes(images.OldImage);
    const keys = this.#keysOf(newImage, oldImage);
    const { region, tableName, firstSequenceNumber, at } = this.#options;
    const sequenceNumber = String(firstSequenceNumber + BigInt(this.Records.length));
    const record = {
      eventID: createHash('md5').update(`${tableName}/${sequenceNumber}`).digest('hex'),
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(at.getTime() / 1000),
        Keys: keys,
        ...(newImage === undefined ? {} : { NewImage: newImage }),
        ...(oldImage === undefined ? {} : { OldImage: oldImage }),
        SequenceNumber: sequenceNumber,
        SizeBytes: itemSize(keys) + itemSize(newImage) + itemSize(oldImage),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: `arn:aws:dynamodb:${region}:123456789012:table/${tableName}/stream/2025-02-22T03:03:25.490`,
    };
    this.Records.push(record as DynamoDBRecord);
    return this;
  }

  #keysOf(newImage: AttributeMap | undefined, oldImage: AttributeMap | undefined): AttributeMap {
    const item = newImage ?? oldImage ?? {};
    this.#keys ??= Object.keys(item).slice(0, 1);
    const keys = pickKeys(this.#keys, item);
    if (newImage !== undefined && oldImage !== undefined) {
      requireSameKeys(keys, pickKeys(this.#keys, oldImage));
    }
    return keys;
  }
}

interface Images {
  readonly NewImage?: object;
  readonly OldImage?: object;
}

function pickKeys(names: readonly string[], item: AttributeMap): AttributeMap {
  const entries = names.map((name) => {
    const value = item[name];
    if (value !== undefined) return [name, value] as const;
    throw invalid(
      `the item has no key attribute ${JSON.stringify(name)}: name the keys in streamEvent({ keys })`,
    );
  });
  if (entries.length === 0) throw invalid('the item has no attributes, so it has no key');
  return Object.fromEntries(entries);
}

function requireSameKeys(a: AttributeMap, b: AttributeMap): void {
  if (JSON.stringify(a) === JSON.stringify(b)) return;
  throw invalid(
    'a modification cannot change the key: DynamoDB removes one item and inserts another',
  );
}

function invalid(problem: string): HandlerError {
  return new HandlerError('INVALID_TEST_EVENT', `streamEvent: ${problem}`);
}
