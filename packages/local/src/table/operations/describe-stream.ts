import { validationException } from '../aws-error.js';
import type { Members } from '../engine/engine-types.js';
import type { Shard } from '../streams/shard.js';
import type { Operation } from './operation.js';
import { readableStream } from './readable-stream.js';
import { SHARD_ID, STREAM_ARN } from './stream-types.js';

const PAGE = 100;
/** How much of a shard's id says when it opened: `shardId-` and twenty digits. */
const TIME_PART = 28;
const TYPES = {
  StreamArn: STREAM_ARN,
  Limit: { type: 'Integer', greaterThanOrEqual: 1, lessThanOrEqual: PAGE },
  ExclusiveStartShardId: SHARD_ID,
  ShardFilter: {
    type: 'FieldStruct<ShardFilter>',
    children: { Type: { type: 'String', enum: ['CHILD_SHARDS'] }, ShardId: SHARD_ID },
  },
};

/** DescribeStream: the stream and a page of its shards, oldest first. */
export const describeStream: Operation = async (context, body) => {
  const data = context.engine.check(body, TYPES);
  const stream = await readableStream(context, String(data['StreamArn']));
  const { description } = stream;
  const shards = shardsAfter(filterShards(stream.shards, data), data['ExclusiveStartShardId']);
  const page = shards.slice(0, Number(data['Limit'] ?? PAGE));
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: description.label,
      StreamStatus: stream.isEnabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: description.viewType,
      CreationRequestDateTime: description.createdAt / 1000,
      TableName: description.tableName,
      KeySchema: description.keySchema,
      Shards: page.map(shardFields),
      ...(shards.length > page.length ? { LastEvaluatedShardId: page.at(-1)?.id } : {}),
    },
  };
};

function filterShards(shards: readonly Shard[], data: Members): readonly Shard[] {
  const filter = data['ShardFilter'] as { Type?: string; ShardId?: string } | undefined;
  if (filter === undefined) return shards;
  if (filter.Type === undefined || filter.ShardId === undefined) {
    throw validationException('ShardFilter needs both Type and ShardId');
  }
  return shards.filter(({ description }) => description.parentShardId === filter.ShardId);
}

function shardsAfter(shards: readonly Shard[], id: unknown): readonly Shard[] {
  if (id === undefined) return shards;
  const at = shards.findIndex((shard) => shard.id === id);
  if (at !== -1) return shards.slice(at + 1);
  // A page may begin after a shard that retention has taken since. Its id still says when it opened;
  // others that opened in that millisecond come once more rather than not at all.
  const openedAt = String(id).slice(0, TIME_PART);
  return shards.filter((shard) => shard.id.slice(0, TIME_PART) >= openedAt);
}

function shardFields({ id, description }: Shard): Members {
  const { parentShardId, startingSequenceNumber, endingSequenceNumber } = description;
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: startingSequenceNumber,
      ...(endingSequenceNumber === undefined ? {} : { EndingSequenceNumber: endingSequenceNumber }),
    },
    ...(parentShardId === undefined ? {} : { ParentShardId: parentShardId }),
  };
}
