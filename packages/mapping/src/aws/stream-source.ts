import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { StreamSourceError } from '../errors.js';
import type {
  IteratorPosition,
  RecordPage,
  ShardDescription,
  ShardPage,
  StreamSource,
} from '../seams.js';
import { getRecords } from './get-records.js';
import { type RecordOrigin, streamRecordOf } from './stream-record-of.js';
import { streamRefusalOf } from './stream-refusal-of.js';

/** Reads a stream by the DynamoDB Streams API, at AWS or at any endpoint the client is set to. */
export class AwsStreamSource implements StreamSource {
  readonly streamArn: string;
  readonly #client: DynamoDBStreamsClient;
  readonly #origin: RecordOrigin;

  constructor(parts: { readonly client: DynamoDBStreamsClient; readonly streamArn: string }) {
    this.#client = parts.client;
    this.streamArn = parts.streamArn;
    this.#origin = { streamArn: parts.streamArn, region: parts.streamArn.split(':')[3] ?? '' };
  }

  async listShards(
    exclusiveStartShardId: string | undefined,
    abortSignal: AbortSignal,
  ): Promise<ShardPage> {
    const command = new DescribeStreamCommand({
      StreamArn: this.streamArn,
      ExclusiveStartShardId: exclusiveStartShardId,
    });
    const answer = await this.#refusing(this.#client.send(command, { abortSignal }));
    const { Shards: shards = [], LastEvaluatedShardId } = answer.StreamDescription ?? {};
    return {
      shards: shards.map(shardOf),
      ...(LastEvaluatedShardId === undefined ? {} : { lastEvaluatedShardId: LastEvaluatedShardId }),
    };
  }

  async openIterator(
    shardId: string,
    position: IteratorPosition,
    abortSignal: AbortSignal,
  ): Promise<string> {
    const command = new GetShardIteratorCommand({
      StreamArn: this.streamArn,
      ShardId: shardId,
      ShardIteratorType: position.type,
      ...('sequenceNumber' in position ? { SequenceNumber: position.sequenceNumber } : {}),
    });
    const { ShardIterator } = await this.#refusing(this.#client.send(command, { abortSignal }));
    if (ShardIterator === undefined) {
      throw new StreamSourceError('unavailable', `No iterator was given for the shard ${shardId}.`);
    }
    return ShardIterator;
  }

  async readRecords(
    iterator: string,
    limit: number,
    abortSignal: AbortSignal,
  ): Promise<RecordPage> {
    const input = { ShardIterator: iterator, Limit: limit };
    const answer = await this.#refusing(getRecords(this.#client, input, abortSignal));
    const records = (answer.Records ?? []).map((record) => streamRecordOf(record, this.#origin));
    const nextIterator = answer.NextShardIterator;
    return nextIterator === undefined || nextIterator === null
      ? { records }
      : { records, nextIterator };
  }

  async #refusing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw streamRefusalOf(error, this.streamArn);
    }
  }
}

function shardOf({ ShardId = '', ParentShardId, SequenceNumberRange }: Shard): ShardDescription {
  const ending = SequenceNumberRange?.EndingSequenceNumber;
  return {
    shardId: ShardId,
    startingSequenceNumber: SequenceNumberRange?.StartingSequenceNumber ?? '0',
    ...(ParentShardId === undefined ? {} : { parentShardId: ParentShardId }),
    ...(ending === undefined ? {} : { endingSequenceNumber: ending }),
  };
}
