import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Cloud, type CloudOptions, startCloud } from '@millrace/local';
import { CliError } from '../output/cli-error.js';

/** The local cloud with the Orders stack on it, and real SDK clients that talk to its endpoint. */
export interface Road {
  readonly cloud: Cloud;
  readonly tableName: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly failureQueueUrl: string;
  /** The filter patterns that the mapping runs with; none lets everything through. */
  readonly patterns: readonly string[];
  readonly documents: DynamoDBDocumentClient;
  readonly streams: DynamoDBStreamsClient;
  readonly queues: SQSClient;
  close(): Promise<void>;
}

function outputOf(cloud: Cloud, name: string): string {
  const value = cloud.outputs[name];
  if (typeof value === 'string') return value;
  throw new CliError(
    'STACK_OUTPUT_MISSING',
    `The stack has no output "${name}", which this command needs. Synthesize the Orders stack again: npm run synth.`,
  );
}

async function patternsOf(lambda: LambdaClient, streamArn: string): Promise<string[]> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: streamArn }),
  );
  return EventSourceMappings.flatMap(
    (mapping) => mapping.FilterCriteria?.Filters?.flatMap(({ Pattern = [] }) => Pattern) ?? [],
  );
}

/**
 * Brings the whole road up: the cloud, the stack on it, and the clients.
 *
 * @throws CliError `STACK_OUTPUT_MISSING`, and everything that `startCloud` throws
 */
export async function openRoad(options: CloudOptions): Promise<Road> {
  const cloud = await startCloud(options);
  const settings = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId: 'millrace', secretAccessKey: 'millrace' },
  };
  const tables = options.tablesAt ? { region: cloud.region, ...options.tablesAt } : settings;
  const database = new DynamoDBClient(tables);
  const streams = new DynamoDBStreamsClient(tables);
  const lambda = new LambdaClient(settings);
  const queues = new SQSClient(settings);
  const close = async () => {
    for (const client of [database, streams, lambda, queues]) client.destroy();
    await cloud.stop();
  };
  try {
    const streamArn = outputOf(cloud, 'stream_arn');
    return {
      cloud,
      tableName: outputOf(cloud, 'table_name'),
      streamArn,
      functionName: outputOf(cloud, 'function_name'),
      failureQueueUrl: outputOf(cloud, 'failure_destination'),
      patterns: await patternsOf(lambda, streamArn),
      documents: DynamoDBDocumentClient.from(database),
      streams,
      queues,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
