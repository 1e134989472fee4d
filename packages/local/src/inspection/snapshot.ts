import {
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import type { Buckets } from '../bucket/buckets.js';
import type { Buses } from '../bus/buses.js';
import type { Functions } from '../lambda/functions.js';
import { mappingAnswer } from '../lambda/mapping-answer.js';
import type { Mappings } from '../lambda/mappings.js';
import type { Queues } from '../queue/queues.js';
import type { Topics } from '../topic/topics.js';

/** What a snapshot is taken of. */
export interface SnapshotParts {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly dynamodb: DynamoDBClient;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly buses: Buses;
}

/** What is there right now, as `GET /_millrace/state` gives it. */
export async function takeSnapshot(parts: SnapshotParts): Promise<object> {
  return {
    endpoint: parts.endpoint,
    region: parts.region,
    accountId: parts.accountId,
    tables: await tablesOf(parts.dynamodb),
    functions: parts.functions.list().map(({ name, arn, latest, aliases }) => ({
      name,
      arn,
      handler: latest.settings.Handler,
      timeout: latest.settings.Timeout,
      aliases: aliases.map((alias) => alias.name),
    })),
    mappings: parts.mappings.list().map(mappingAnswer),
    queues: parts.queues
      .list()
      .map((queue) => ({ name: queue.name, arn: queue.arn, ...queue.counts() })),
    topics: parts.topics.list().map(({ name, arn }) => ({ name, arn })),
    buckets: parts.buckets
      .list()
      .map(({ name }) => ({ name, objects: parts.buckets.objects(name).size })),
    buses: parts.buses
      .list()
      .map((name) => ({ name, published: parts.buses.published(name).length })),
  };
}

async function tablesOf(dynamodb: DynamoDBClient): Promise<readonly object[]> {
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  return Promise.all(
    TableNames.map(async (name) => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
      return {
        name,
        status: Table?.TableStatus,
        items: Table?.ItemCount,
        streamArn: Table?.LatestStreamArn,
        viewType: Table?.StreamSpecification?.StreamViewType,
      };
    }),
  );
}
