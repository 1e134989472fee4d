import { ENGINE_OPERATIONS } from '../engine/engine-types.js';
import { conditionalWrite } from './conditional-write.js';
import { describeContinuousBackups, updateContinuousBackups } from './continuous-backups.js';
import { createTable } from './create-table.js';
import { deleteTable } from './delete-table.js';
import { describeLimits } from './describe-limits.js';
import { describeStream } from './describe-stream.js';
import { describeTable } from './describe-table.js';
import { engineOperation } from './engine-operation.js';
import { getRecords } from './get-records.js';
import { getShardIterator } from './get-shard-iterator.js';
import { indexedRead } from './indexed-read.js';
import { listStreams } from './list-streams.js';
import type { Operation } from './operation.js';
import { tagResource, untagResource } from './tags.js';
import { describeTimeToLive, updateTimeToLive } from './time-to-live.js';
import { transactGetItems } from './transact-get-items.js';
import { transactWriteItems } from './transact-write-items.js';
import { updateTable } from './update-table.js';

const TABLE_OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ...ENGINE_OPERATIONS.map((name) => [name, engineOperation(name)] as const),
  ['CreateTable', createTable],
  ['DeleteItem', conditionalWrite('DeleteItem')],
  ['DeleteTable', deleteTable],
  ['DescribeContinuousBackups', describeContinuousBackups],
  ['DescribeLimits', describeLimits],
  ['DescribeTable', describeTable],
  ['DescribeTimeToLive', describeTimeToLive],
  ['PutItem', conditionalWrite('PutItem')],
  ['Query', indexedRead('Query')],
  ['Scan', indexedRead('Scan')],
  ['TagResource', tagResource],
  ['TransactGetItems', transactGetItems],
  ['TransactWriteItems', transactWriteItems],
  ['UntagResource', untagResource],
  ['UpdateContinuousBackups', updateContinuousBackups],
  ['UpdateItem', conditionalWrite('UpdateItem')],
  ['UpdateTable', updateTable],
  ['UpdateTimeToLive', updateTimeToLive],
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
