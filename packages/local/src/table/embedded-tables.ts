import type { WireRequest, WireResponse } from '../wire/aws-service.js';
import { dynamoException } from './aws-error.js';
import type { CommitQueue } from './commit-queue.js';
import type { Housekeeping } from './housekeeping.js';
import type { OperationContext } from './operations/operation.js';
import type { TableStream } from './streams/table-stream.js';
import type { TableService } from './table-service.js';
import { answerRequest } from './wire/table-protocol.js';

/** The embedded DynamoDB as one service of the local cloud. */
export class EmbeddedTables implements TableService {
  readonly name = 'dynamodb';

  constructor(
    private readonly context: OperationContext,
    private readonly housekeeping: Housekeeping,
    private readonly queue: CommitQueue,
    private readonly onFault: (error: unknown, target: string) => void,
  ) {}

  accepts({ headers }: WireRequest): boolean {
    return (
      String(headers['x-amz-target'] ?? '').startsWith('DynamoDB') ||
      /Credential=[^,]*\/dynamodb\//.test(headers.authorization ?? '')
    );
  }

  handle(request: WireRequest): Promise<WireResponse> {
    return answerRequest(request, (operation, body) => operation(this.context, body), this.onFault);
  }

  async splitShard(tableName: string, shardId?: string): Promise<void> {
    const { writer, catalog } = this.context;
    const stream = this.enabledStream(tableName);
    await writer.reshape(stream, (now) => {
      const shard = stream.openShards.find(({ id }) => shardId === undefined || id === shardId);
      if (shard !== undefined) return stream.planSplit(shard, catalog.sequence, now);
      throw dynamoException(
        'ResourceNotFoundException',
        `Requested resource not found: ${stream.arn} has no open shard ${shardId ?? ''}`,
      );
    });
  }

  async rollShards(tableName: string): Promise<void> {
    const { writer, catalog } = this.context;
    const stream = this.enabledStream(tableName);
    await writer.reshape(stream, (now) =>
      stream.planRoll(stream.openShards, catalog.sequence, now),
    );
  }

  async close(): Promise<void> {
    await this.housekeeping.stop();
    await this.queue.settled();
    await this.context.engine.close();
  }

  private enabledStream(tableName: string): TableStream {
    const stream = this.context.catalog.enabledOf(tableName);
    if (stream !== undefined) return stream;
    throw dynamoException(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${tableName} has no stream that is enabled`,
    );
  }
}
