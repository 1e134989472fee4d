import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { LocalCloud } from './local-cloud.js';

/** The failure documents of a stream whose every batch of `size` records was given up. */
export async function failedBatches(
  local: LocalCloud,
  streamArn: string,
  functionArn: string,
  size: number,
): Promise<readonly object[]> {
  const client = new DynamoDBStreamsClient({
    endpoint: local.endpoint,
    region: local.cloud.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const documents: object[] = [];
  const { StreamDescription } = await client.send(
    new DescribeStreamCommand({ StreamArn: streamArn }),
  );
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const opened = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    );
    let iterator = opened.ShardIterator;
    while (iterator !== undefined) {
      const page = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: size }),
      );
      const records = page.Records ?? [];
      const [first, last] = [records[0]?.dynamodb, records.at(-1)?.dynamodb];
      if (first !== undefined && last !== undefined) {
        documents.push(
          failureDocument({
            functionArn,
            streamArn,
            shardId: ShardId ?? '',
            start: first.SequenceNumber ?? '',
            end: last.SequenceNumber ?? '',
            batchSize: records.length,
            at: first.ApproximateCreationDateTime ?? new Date(),
          }),
        );
      }
      iterator = records.length === 0 ? undefined : page.NextShardIterator;
    }
  }
  client.destroy();
  return documents;
}

/** The document that Lambda sends for a batch that it gave up. */
export function failureDocument(batch: {
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly start: string;
  readonly end: string;
  readonly batchSize: number;
  readonly at: Date;
}): object {
  const at = batch.at.toISOString().replace(/\.\d+Z/, 'Z');
  return {
    requestContext: {
      requestId: '4f4e4a1c-0000-4000-8000-000000000000',
      functionArn: batch.functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: batch.start,
      endSequenceNumber: batch.end,
      approximateArrivalOfFirstRecord: at,
      approximateArrivalOfLastRecord: at,
      batchSize: batch.batchSize,
      streamArn: batch.streamArn,
    },
  };
}

/** Sends documents to a queue, in any order but their own. */
export async function sendShuffled(local: LocalCloud, url: string, documents: readonly object[]) {
  const shuffled = documents.map((document, index) => ({ document, at: (index * 7_919) % 10_007 }));
  shuffled.sort((a, b) => a.at - b.at);
  for (let at = 0; at < shuffled.length; at += 10) {
    const Entries = shuffled.slice(at, at + 10).map(({ document }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(document),
    }));
    await local.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}
