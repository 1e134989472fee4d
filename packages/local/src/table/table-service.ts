import type { AwsService } from '../wire/aws-service.js';
import type { Clock } from './clock.js';
import type { CommittedWrite } from './table-writer.js';

/** How to bring the embedded DynamoDB up. */
export interface TableServiceOptions {
  /** The region in ARNs and records: `eu-central-1`. */
  readonly region: string;
  /** Twelve digits for ARNs. '000000000000' when not given. */
  readonly accountId?: string;
  /** Folder that keeps tables and streams; everything is in memory when not given. */
  readonly dataDir?: string;
  /** The time; the machine's when not given. */
  readonly clock?: Clock;
  /** Shards that a new stream begins with. 4 when not given. */
  readonly shardsPerTable?: number;
  /** How long tables stay CREATING, UPDATING and DELETING, in milliseconds. 0 when not given. */
  readonly tableStatusMs?: number;
  /** Sees each write once it is stored and visible. Must not throw. */
  readonly onWrite?: (write: CommittedWrite) => void;
  /** Sees a fault of the service's own, which the client only knows as InternalServerError. */
  readonly onFault?: (error: unknown, target: string) => void;
}

/** The embedded DynamoDB: `DynamoDB_20120810` and `DynamoDBStreams_20120810`. */
export interface TableService extends AwsService {
  /**
   * Splits one open shard of the table's stream into two children, as a growing partition does.
   *
   * @param shardId - the first open shard when not given
   * @throws AwsError ResourceNotFoundException when the table has no stream that is on, or no such open shard
   */
  splitShard(tableName: string, shardId?: string): Promise<void>;
  /**
   * Closes all open shards of the table's stream, each followed by one child, as DynamoDB does
   * about every four hours.
   *
   * @throws AwsError ResourceNotFoundException when the table has no stream that is on
   */
  rollShards(tableName: string): Promise<void>;
}
