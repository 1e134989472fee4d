import { dynamoException, validationException } from '../aws-error.js';
import type { Members } from '../engine/engine-types.js';
import { encodeIterator } from '../streams/iterator.js';
import type { Shard } from '../streams/shard.js';
import type { Operation } from './operation.js';
import { readableStream } from './readable-stream.js';
import { SHARD_ID, STREAM_ARN } from './stream-types.js';

const TYPES = {
  StreamArn: STREAM_ARN,
  ShardId: { ...SHARD_ID, notNull: true },
  ShardIteratorType: {
    type: 'String',
    notNull: true,
    enum: ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'],
  },
  SequenceNumber: {
    type: 'String',
    lengthGreaterThanOrEqual: 21,
    lengthLessThanOrEqual: 40,
  },
};

/** GetShardIterator: a place to read from, good for 15 minutes. */
export const getShardIterator: Operation = async (context, body) => {
  const { engine, clock } = context;
  const data = engine.check(body, TYPES);
  const streamArn = String(data['StreamArn']);
  const shardId = String(data['ShardId']);
  const shard = (await readableStream(context, streamArn)).shard(shardId);
  if (shard === undefined) {
    throw dynamoException(
      'ResourceNotFoundException',
      `Requested resource not found: Shard: ${shardId} in stream ${streamArn} not found`,
    );
  }
  const after = startOf(shard, data);
  return { ShardIterator: encodeIterator({ streamArn, shardId, after, issuedAt: clock.now() }) };
};

function startOf(shard: Shard, data: Members): string {
  const type = data['ShardIteratorType'];
  const sequenceNumber = data['SequenceNumber'];
  if (type === 'TRIM_HORIZON' || type === 'LATEST') {
    if (sequenceNumber !== undefined) {
      throw validationException(
        `SequenceNumber must not be given when ShardIteratorType is ${type}`,
      );
    }
    if (type === 'LATEST') return shard.lastSequenceNumber;
    return shard.description.trimmedThrough ?? before(shard.description.startingSequenceNumber);
  }
  if (sequenceNumber === undefined) {
    throw validationException(`SequenceNumber must be given when ShardIteratorType is ${type}`);
  }
  const asked = sequenceInShard(shard, String(sequenceNumber));
  const after = type === 'AT_SEQUENCE_NUMBER' ? before(asked) : asked;
  const { trimmedThrough } = shard.description;
  if (trimmedThrough === undefined || after >= trimmedThrough) return after;
  throw dynamoException(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard.',
  );
}

/** @throws AwsError ValidationException when the number is not one of this shard's */
function sequenceInShard(shard: Shard, text: string): string {
  const { startingSequenceNumber, endingSequenceNumber } = shard.description;
  const last = endingSequenceNumber ?? shard.lastSequenceNumber;
  const asked = /^\d+$/.test(text) ? BigInt(text) : -1n;
  if (asked < BigInt(startingSequenceNumber) || asked > BigInt(last)) {
    throw validationException(
      `Invalid SequenceNumber: ${text} is not a sequence number of shard ${shard.id}`,
    );
  }
  return asked.toString();
}

function before(sequenceNumber: string): string {
  return (BigInt(sequenceNumber) - 1n).toString();
}
