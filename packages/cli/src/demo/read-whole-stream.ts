import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { AwsStreamSource, listShards } from '@millrace/mapping';

/** A record together with the shard that it was read from. */
export interface RecordOfShard {
  readonly shardId: string;
  readonly record: _Record;
}

async function readShard(
  streams: DynamoDBStreamsClient,
  streamArn: string,
  shardId: string,
): Promise<RecordOfShard[]> {
  const found: RecordOfShard[] = [];
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  let iterator = ShardIterator;
  while (iterator !== undefined) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const record of page.Records ?? []) found.push({ shardId, record });
    // An open shard has no end: an empty page means that all that was written has been read.
    iterator = page.Records?.length ? page.NextShardIterator : undefined;
  }
  return found;
}

/** Reads all that a stream holds now, shard by shard. It must not be written to meanwhile. */
export async function readWholeStream(
  streams: DynamoDBStreamsClient,
  streamArn: string,
): Promise<RecordOfShard[]> {
  const source = new AwsStreamSource({ client: streams, streamArn });
  const shards = await listShards(source, new AbortController().signal);
  const records = await Promise.all(
    shards.map(({ shardId }) => readShard(streams, streamArn, shardId)),
  );
  return records.flat();
}
