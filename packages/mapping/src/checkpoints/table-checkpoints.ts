import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { MappingError } from '../errors.js';
import type { CheckpointStore, ShardCheckpoint, StreamCheckpoint } from '../seams.js';
import { parseCheckpoint } from './parse-checkpoint.js';

/** BatchWriteItem's limit. */
const mostWrites = 25;

/** Bytes of a checkpoint for which an item has room: 400 KB, less the item's keys and names. */
const largestCheckpoint = 400 * 1024 - 4096;

/** The sort key of the item that says which stream the checkpoints are of. Sorts before every shard. */
const streamItem = '#stream';

/**
 * Checkpoints in a DynamoDB table whose partition key is `mapping` and whose sort key is `shard`, both
 * text. Many mappings may share a table. An item takes 400 KB: the state of a tumbling window, which may
 * have 1 MB, has to stay below that.
 */
export class TableCheckpoints implements CheckpointStore {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #mapping: string;

  constructor(parts: {
    readonly client: DynamoDBClient;
    readonly tableName: string;
    /** The mapping's UUID, or another name that stays the same. */
    readonly mapping: string;
  }) {
    this.#client = parts.client;
    this.#tableName = parts.tableName;
    this.#mapping = parts.mapping;
  }

  /** @throws MappingError `CHECKPOINT_UNREADABLE` when an item is not one of this version. */
  async load(): Promise<StreamCheckpoint | undefined> {
    let streamArn: string | undefined;
    const shards: string[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#tableName,
        ConsistentRead: true,
        KeyConditionExpression: '#mapping = :mapping',
        ExpressionAttributeNames: { '#mapping': 'mapping' },
        ExpressionAttributeValues: { ':mapping': { S: this.#mapping } },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { shard, streamArn: arn, checkpoint } of Items) {
        if (shard?.S === streamItem) streamArn = arn?.S;
        else shards.push(checkpoint?.S ?? 'null');
      }
    }
    if (streamArn === undefined) return undefined;
    const stored = parseCheckpoint(
      `{"streamArn":${JSON.stringify(streamArn)},"shards":[${shards.join(',')}]}`,
    );
    if (stored !== undefined) return stored;
    throw new MappingError(
      'CHECKPOINT_UNREADABLE',
      `The table ${this.#tableName} has items of the mapping ${this.#mapping} that are no checkpoints ` +
        'of this version. Delete them to begin at the starting position, or name another table.',
    );
  }

  /** @throws MappingError `CHECKPOINT_REFUSED` when some are not written, after all others are. */
  async save(streamArn: string, shards: readonly ShardCheckpoint[]): Promise<void> {
    const texts = shards.map((shard) => ({ ...shard, text: JSON.stringify(shard) }));
    const tooLarge = texts.find(isTooLarge);
    const stream = { streamArn: { S: streamArn } };
    // The stream last: until it is there the mapping counts as one that has never run.
    await this.#write([
      ...texts
        .filter((checkpoint) => !isTooLarge(checkpoint))
        .map(({ shardId, text }) => this.#put(shardId, { checkpoint: { S: text } })),
      this.#put(streamItem, stream),
    ]);
    if (tooLarge === undefined) return;
    throw new MappingError(
      'CHECKPOINT_REFUSED',
      `The checkpoint of ${tooLarge.shardId} has ${Buffer.byteLength(tooLarge.text)} bytes with the state of ` +
        `its window; an item of the table ${this.#tableName} takes ${largestCheckpoint}. Return a smaller ` +
        'state from the function, or keep checkpoints in a file.',
    );
  }

  async forget(shardIds: readonly string[]): Promise<void> {
    await this.#write(shardIds.map((shardId) => ({ DeleteRequest: { Key: this.#key(shardId) } })));
  }

  #put(
    shard: string,
    attributes: { readonly [name: string]: { readonly S: string } },
  ): WriteRequest {
    return { PutRequest: { Item: { ...this.#key(shard), ...attributes } } };
  }

  #key(shard: string) {
    return { mapping: { S: this.#mapping }, shard: { S: shard } };
  }

  async #write(requests: readonly WriteRequest[]): Promise<void> {
    for (let begin = 0; begin < requests.length; begin += mostWrites) {
      await this.#writeSome(requests.slice(begin, begin + mostWrites));
    }
  }

  /** @throws MappingError when DynamoDB leaves some unwritten; the mapping then writes them again, later. */
  async #writeSome(requests: WriteRequest[]): Promise<void> {
    const { UnprocessedItems } = await this.#client.send(
      new BatchWriteItemCommand({ RequestItems: { [this.#tableName]: requests } }),
    );
    const left = UnprocessedItems?.[this.#tableName]?.length ?? 0;
    if (left === 0) return;
    throw new MappingError(
      'CHECKPOINT_REFUSED',
      `The table ${this.#tableName} left ${left} of ${requests.length} checkpoints unwritten, most ` +
        'likely for want of capacity: give it on-demand capacity.',
    );
  }
}

function isTooLarge({ text }: { readonly text: string }): boolean {
  return Buffer.byteLength(text) > largestCheckpoint;
}
