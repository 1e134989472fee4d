import type { StreamRecord } from '@millrace/mapping';
import { isSequenceNumber } from '@millrace/shared';
import type { Letter } from './letter.js';

/** What a letter stands for. */
export type Failure =
  /** The records are in the stream, as long as it keeps them. */
  | {
      readonly kind: 'pointer';
      readonly letter: Letter;
      readonly functionArn: string;
      readonly streamArn: string;
      readonly shardId: string;
      readonly start: string;
      readonly end: string;
      readonly batchSize: number;
      /** Milliseconds since 1970, of the first record. */
      readonly firstAt: number;
    }
  /** The records are in the letter and do not expire. `shardId` is unknown for a parked record. */
  | {
      readonly kind: 'whole';
      readonly letter: Letter;
      readonly functionArn: string | undefined;
      readonly streamArn: string;
      readonly shardId: string | undefined;
      readonly records: readonly StreamRecord[];
    }
  /** The record was too large for the queue and is in a bucket. */
  | {
      readonly kind: 'stored';
      readonly letter: Letter;
      readonly bucket: string;
      readonly key: string;
    }
  | { readonly kind: 'unreadable'; readonly letter: Letter; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a letter in any of the forms that a failed batch or a parked record takes: Lambda's document by
 * SQS or SNS, the same with its payload by S3, a record that the consumer parked, whole or stored.
 */
export function readFailure(letter: Letter): Failure {
  const unreadable = (reason: string): Failure => ({ kind: 'unreadable', letter, reason });
  const fields = parseObject(letter.body);
  if (fields === undefined) return unreadable('it is not a JSON object');
  if (fields['Type'] === 'Notification' && typeof fields['Message'] === 'string') {
    const inner = readFailure({ ...letter, body: fields['Message'] });
    return { ...inner, letter };
  }
  if (isFields(fields['DDBStreamBatchInfo'])) {
    return readDocument(letter, fields, fields['DDBStreamBatchInfo']) ?? unreadable(BAD_DOCUMENT);
  }
  if (isFields(fields['stored'])) {
    const { bucket, key } = fields['stored'];
    if (typeof bucket === 'string' && typeof key === 'string') {
      return { kind: 'stored', letter, bucket, key };
    }
  }
  if (isRecord(fields['record'])) return readParked(letter, fields['record']);
  return unreadable('it is neither a failure record of Lambda nor a parked record of Millrace');
}

const BAD_DOCUMENT = 'its DDBStreamBatchInfo lacks a shard, a stream or sequence numbers';

function readDocument(letter: Letter, document: Fields, info: Fields): Failure | undefined {
  const { shardId, streamArn, startSequenceNumber: start, endSequenceNumber: end } = info;
  const context = document['requestContext'];
  const functionArn = isFields(context) ? context['functionArn'] : undefined;
  if (typeof shardId !== 'string' || typeof streamArn !== 'string') return undefined;
  const records = readPayload(document['payload']);
  // The last event of a tumbling window has no records: the document names those that it stood for.
  if (records !== undefined && records.length > 0) {
    const named = typeof functionArn === 'string' ? functionArn : undefined;
    return { kind: 'whole', letter, functionArn: named, streamArn, shardId, records };
  }
  if (!isSequenceNumber(start) || !isSequenceNumber(end)) return undefined;
  if (typeof functionArn !== 'string') return undefined;
  return {
    kind: 'pointer',
    letter,
    functionArn,
    streamArn,
    shardId,
    start,
    end,
    batchSize: typeof info['batchSize'] === 'number' ? info['batchSize'] : 0,
    firstAt: Date.parse(String(info['approximateArrivalOfFirstRecord'])) || 0,
  };
}

/** Documented as escaped text; some tools write the object itself. */
function readPayload(payload: unknown): readonly StreamRecord[] | undefined {
  const event = typeof payload === 'string' ? parseObject(payload) : payload;
  if (!isFields(event) || !Array.isArray(event['Records'])) return undefined;
  return event['Records'].every(isRecord) ? event['Records'] : undefined;
}

function readParked(letter: Letter, record: StreamRecord): Failure {
  return {
    kind: 'whole',
    letter,
    functionArn: undefined,
    streamArn: record.eventSourceARN,
    shardId: undefined,
    records: [record],
  };
}

function isRecord(value: unknown): value is StreamRecord {
  return (
    isFields(value) &&
    typeof value['eventSourceARN'] === 'string' &&
    isFields(value['dynamodb']) &&
    isSequenceNumber(value['dynamodb']['SequenceNumber']) &&
    isFields(value['dynamodb']['Keys'])
  );
}

function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
