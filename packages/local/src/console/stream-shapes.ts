import {
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AwsStreamSource, listShards } from '@millrace/mapping';

/** A shard as the stream describes it. */
export interface ShardShape {
  readonly id: string;
  readonly parentId?: string;
  readonly closed: boolean;
}

/** A table and its stream as they are described. */
export interface TableShape {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly streamArn?: string;
  readonly viewType?: string;
  readonly shards: readonly ShardShape[];
}

interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
}

/** Asks for every table with its stream and all its shards. */
export async function describeTables({
  dynamodb,
  streams,
}: Clients): Promise<readonly TableShape[]> {
  const names: string[] = [];
  let last: string | undefined;
  do {
    const page = await dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName: last }));
    names.push(...(page.TableNames ?? []));
    last = page.LastEvaluatedTableName;
  } while (last !== undefined);
  return Promise.all(
    names.map(async (name) => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
      return shapeOf(name, Table ?? {}, streams);
    }),
  );
}

async function shapeOf(
  name: string,
  table: TableDescription,
  streams: DynamoDBStreamsClient,
): Promise<TableShape> {
  const keyOf = (type: string) =>
    table.KeySchema?.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const sortKey = keyOf('RANGE');
  const isOn = table.StreamSpecification?.StreamEnabled === true;
  const streamArn = isOn ? table.LatestStreamArn : undefined;
  const viewType = table.StreamSpecification?.StreamViewType;
  return {
    name,
    partitionKey: keyOf('HASH') ?? '',
    ...(sortKey === undefined ? {} : { sortKey }),
    ...(streamArn === undefined ? {} : { streamArn }),
    ...(viewType === undefined ? {} : { viewType }),
    shards: streamArn === undefined ? [] : await describeShards(streamArn, streams),
  };
}

async function describeShards(
  streamArn: string,
  client: DynamoDBStreamsClient,
): Promise<readonly ShardShape[]> {
  const source = new AwsStreamSource({ client, streamArn });
  const shards = await listShards(source, new AbortController().signal);
  return shards.map(({ shardId, parentShardId, endingSequenceNumber }) => ({
    id: shardId,
    closed: endingSequenceNumber !== undefined,
    ...(parentShardId === undefined ? {} : { parentId: parentShardId }),
  }));
}
