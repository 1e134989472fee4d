import type { WireRequest, WireResponse } from '../wire/aws-service.js';
import { dynamoException } from './aws-error.js';
import { systemClock } from './clock.js';
import { CommitQueue } from './commit-queue.js';
import { Engine } from './dynalite.js';
import type { OperationContext } from './operations/operation.js';
import { StreamCatalog } from './streams/stream-catalog.js';
import type { TableStream } from './streams/table-stream.js';
import type { TableService, TableServiceOptions } from './table-service.js';
import { TableWriter } from './table-writer.js';
import { Vault } from './vault.js';
import { answerRequest } from './wire/table-protocol.js';

/**
 * Brings the embedded DynamoDB up.
 *
 * @throws What LevelDB says when `dataDir` cannot be written or another process holds it.
 */
export async function createTableService(options: TableServiceOptions): Promise<TableService> {
  const clock = options.clock ?? systemClock;
  const engine = await Engine.open({
    region: options.region,
    accountId: options.accountId ?? '000000000000',
    path: options.dataDir,
    tableStatusMs: options.tableStatusMs ?? 0,
  });
  const catalog = new StreamCatalog();
  const writer = new TableWriter({
    engine,
    queue: new CommitQueue((operations) => engine.batch(operations)),
    catalog,
    vault: new Vault(options.dataDir !== undefined),
    clock,
    shardsPerTable: options.shardsPerTable ?? 4,
    onWrite: options.onWrite ?? (() => undefined),
  });
  return new EmbeddedTables({ engine, writer, catalog, clock }, options.onFault);
}

class EmbeddedTables implements TableService {
  readonly name = 'dynamodb';

  constructor(
    private readonly context: OperationContext,
    private readonly onFault: TableServiceOptions['onFault'],
  ) {}

  accepts({ headers }: WireRequest): boolean {
    return (
      String(headers['x-amz-target'] ?? '').startsWith('DynamoDB') ||
      /Credential=[^,]*\/dynamodb\//.test(headers.authorization ?? '')
    );
  }

  handle(request: WireRequest): Promise<WireResponse> {
    return answerRequest(
      request,
      (operation, body) => operation(this.context, body),
      (error, target) => this.onFault?.(error, target),
    );
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
