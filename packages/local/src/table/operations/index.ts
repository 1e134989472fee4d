import { ENGINE_OPERATIONS } from '../dynalite.js';
import { createTable } from './create-table.js';
import { deleteTable } from './delete-table.js';
import { describeStream } from './describe-stream.js';
import { describeTable } from './describe-table.js';
import { engineOperation } from './engine-operation.js';
import { getRecords } from './get-records.js';
import { getShardIterator } from './get-shard-iterator.js';
import { listStreams } from './list-streams.js';
import type { Operation } from './operation.js';

const TABLE_OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ...ENGINE_OPERATIONS.map((name) => [name, engineOperation(name)] as const),
  ['CreateTable', createTable],
  ['DeleteTable', deleteTable],
  ['DescribeTable', describeTable],
]);

const STREAM_OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribeStream', describeStream],
  ['GetRecords', getRecords],
  ['GetShardIterator', getShardIterator],
  ['ListStreams', listStreams],
]);

/** The operations of each API, by the name before the point in `X-Amz-Target`. */
export const APIS: ReadonlyMap<string, ReadonlyMap<string, Operation>> = new Map([
  ['DynamoDB_20111205', TABLE_OPERATIONS],
  ['DynamoDB_20120810', TABLE_OPERATIONS],
  ['DynamoDBStreams_20120810', STREAM_OPERATIONS],
]);
