import { dynamoException } from '../aws-error.js';
import { decodeIterator, encodeIterator, type IteratorPosition } from '../streams/iterator.js';
import type { Shard, StoredRecord } from '../streams/shard.js';
import { JsonText, type Operation } from './operation.js';
import { readableStream } from './readable-stream.js';

const MAX_RECORDS = 1000;
const MAX_BYTES = 1024 * 1024;
const ITERATOR_LIFE_MS = 15 * 60 * 1000;
const TYPES = {
  ShardIterator: {
    type: 'String',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 2048,
  },
  Limit: { type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: MAX_RECORDS },
};

/** GetRecords: what comes next in a shard, up to 1,000 records or 1 MB. */
export const getRecords: Operation = async (context, body) => {
  const { engine, clock } = context;
  const data = engine.check(body, TYPES);
  const position = decodeIterator(String(data['ShardIterator']));
  const shard = (await readableStream(context, position.streamArn)).shard(position.shardId);
  if (shard === undefined) throw trimmed();
  const now = clock.now();
  checkPosition(position, shard, now);
  const first = shard.indexAfter(position.after);
  const page = takePage(shard.records, first, Number(data['Limit'] ?? MAX_RECORDS));
  const after = page.at(-1)?.sequenceNumber ?? position.after;
  const atEnd = !shard.isOpen && first + page.length === shard.records.length;
  const next = atEnd ? undefined : encodeIterator({ ...position, after, issuedAt: now });
  return new JsonText(
    `{"Records":[${page.map(({ json }) => json).join(',')}]${
      next === undefined ? '' : `,"NextShardIterator":${JSON.stringify(next)}`
    }}`,
  );
};

function checkPosition(position: IteratorPosition, shard: Shard, now: number): void {
  if (now - position.issuedAt > ITERATOR_LIFE_MS) {
    throw dynamoException(
      'ExpiredIteratorException',
      'The shard iterator has expired and can no longer be used to retrieve stream records.',
    );
  }
  const { trimmedThrough } = shard.description;
  if (trimmedThrough !== undefined && position.after < trimmedThrough) throw trimmed();
}

function takePage(
  records: readonly StoredRecord[],
  first: number,
  limit: number,
): readonly StoredRecord[] {
  let bytes = 0;
  let end = first;
  while (end < records.length && end - first < limit) {
    bytes += records[end]?.sizeBytes ?? 0;
    if (bytes > MAX_BYTES && end > first) break;
    end += 1;
  }
  return records.slice(first, end);
}

function trimmed() {
  return dynamoException(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard.',
  );
}
