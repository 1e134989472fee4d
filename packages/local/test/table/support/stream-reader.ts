import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';

/** All shards of a stream, page by page. */
export async function readShards(
  streams: DynamoDBStreamsClient,
  streamArn: string,
): Promise<Shard[]> {
  const shards: Shard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription: page } = await streams.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: after }),
    );
    shards.push(...(page?.Shards ?? []));
    after = page?.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
}

/** Everything in one shard, from its first record that is kept. */
export async function readShard(
  streams: DynamoDBStreamsClient,
  streamArn: string,
  shardId: string,
): Promise<_Record[]> {
  const { ShardIterator: first } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  const records: _Record[] = [];
  let iterator = first;
  while (iterator !== undefined) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    records.push(...(page.Records ?? []));
    if (page.Records?.length === 0) break;
    iterator = page.NextShardIterator;
  }
  return records;
}

/** Everything in the stream, shard by shard in the order in which they opened. */
export async function readStream(
  streams: DynamoDBStreamsClient,
  streamArn: string,
): Promise<_Record[]> {
  const records: _Record[] = [];
  for (const { ShardId: id } of await readShards(streams, streamArn)) {
    if (id !== undefined) records.push(...(await readShard(streams, streamArn, id)));
  }
  return records;
}
