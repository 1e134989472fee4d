import * as tables from '@aws-sdk/client-dynamodb';
import type * as streams from '@aws-sdk/client-dynamodb-streams';
import type { Clients } from '../support/clients.js';
import { readShard, readShards } from '../support/stream-reader.js';
import type { ModelRecord } from './model.js';

/** What a request came to, in plain JSON. */
export type Answer =
  | { readonly ok: Record<string, unknown> }
  | { readonly error: string; readonly reasons?: readonly string[] };

const COMMANDS = {
  BatchWriteItem: tables.BatchWriteItemCommand,
  CreateTable: tables.CreateTableCommand,
  DeleteItem: tables.DeleteItemCommand,
  DeleteTable: tables.DeleteTableCommand,
  DescribeTable: tables.DescribeTableCommand,
  GetItem: tables.GetItemCommand,
  PutItem: tables.PutItemCommand,
  Query: tables.QueryCommand,
  Scan: tables.ScanCommand,
  TransactGetItems: tables.TransactGetItemsCommand,
  TransactWriteItems: tables.TransactWriteItemsCommand,
  UpdateItem: tables.UpdateItemCommand,
  UpdateTimeToLive: tables.UpdateTimeToLiveCommand,
};

/** The operations that the oracle calls. */
export type OperationName = keyof typeof COMMANDS;

/** Any endpoint as the oracle sees it: through the real SDK. */
export class Target {
  constructor(private readonly clients: Clients) {}

  async call(operation: OperationName, input: object): Promise<Answer> {
    // The map's types cannot say that each command goes with its own input: the oracle sees to it.
    const Command = COMMANDS[operation] as new (input: object) => tables.ScanCommand;
    try {
      const { $metadata: _metadata, ...ok } = await this.clients.tables.send(
        new Command(withBytes(input) as object),
      );
      return { ok: withBase64(ok) as Record<string, unknown> };
    } catch (error) {
      if (!(error instanceof tables.DynamoDBServiceException)) throw error;
      const { CancellationReasons: reasons } = error as tables.TransactionCanceledException;
      if (reasons === undefined) return { error: error.name };
      return { error: error.name, reasons: reasons.map(({ Code = '' }) => Code) };
    }
  }

  /** Every record of the stream, each shard after its parent. */
  async records(streamArn: string): Promise<(ModelRecord & { readonly sequence: bigint })[]> {
    const shards = await readShards(this.clients.streams, streamArn);
    const records: streams._Record[] = [];
    for (const { ShardId: id = '' } of shards) {
      records.push(...(await readShard(this.clients.streams, streamArn, id)));
    }
    return records.map(({ eventName = '', dynamodb = {}, userIdentity }) => {
      const { Keys, NewImage, OldImage } = withBase64(dynamodb) as ModelRecord;
      return {
        eventName,
        Keys,
        NewImage,
        OldImage,
        SizeBytes: dynamodb.SizeBytes ?? -1,
        byService: userIdentity?.PrincipalId === 'dynamodb.amazonaws.com',
        sequence: BigInt(dynamodb.SequenceNumber ?? -1),
      };
    });
  }
}

/** The steps write binary data as base64; the SDK wants bytes. */
function withBytes(value: unknown): unknown {
  return mapDeep(value, (name, part) =>
    name === 'B' && typeof part === 'string' ? Buffer.from(part, 'base64') : undefined,
  );
}

function withBase64(value: unknown): unknown {
  return mapDeep(value, (_name, part) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : undefined,
  );
}

function mapDeep(
  value: unknown,
  replace: (name: string, part: unknown) => unknown,
  name = '',
): unknown {
  const replaced = replace(name, value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((part) => mapDeep(part, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, mapDeep(part, replace, key)]),
  );
}
