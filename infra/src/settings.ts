/** Where a stack is deployed. `dev` is also what runs on the laptop. */
export type Environment = 'dev' | 'staging' | 'prod';

/** How Lambda reads the stream. Ranges: Lambda API, CreateEventSourceMapping. */
export interface MappingSettings {
  /** Records in one invocation, 1 to 10 000. */
  readonly batchSize: number;
  /** Seconds to wait for a fuller batch, 0 to 300. */
  readonly batchingWindowSeconds: number;
  /** Batches of one shard in flight at once, 1 to 10; order holds per item. */
  readonly parallelizationFactor: number;
  /** Seconds of a tumbling window, 0 (none) to 900. Allows no parallelization. */
  readonly tumblingWindowSeconds: number;
  /** Retries after the first invocation, 0 to 10 000, or -1: until the record expires. */
  readonly maximumRetryAttempts: number;
  /** Seconds after which a record is given up, 60 to 604 800, or -1: until it expires. */
  readonly maximumRecordAgeSeconds: number;
  readonly bisectBatchOnError: boolean;
}

/** The size of the function. Ranges: Lambda API, CreateFunction. */
export interface FunctionSettings {
  /** 128 to 10 240. */
  readonly memoryMegabytes: number;
  /** 1 to 900. */
  readonly timeoutSeconds: number;
  /** Instances kept for this function alone, and its ceiling; null shares the account's. */
  readonly reservedConcurrency: number | null;
}

/**
 * Where Lambda reports a batch it gave up on. A queue receives pointers into the stream, good for
 * 24 hours; a bucket receives the records themselves.
 */
export type FailureDestination = 'queue' | 'bucket';

/** Everything that may differ from one environment to the next. */
export interface Settings {
  readonly environment: Environment;
  readonly region: string;
  readonly mapping: MappingSettings;
  readonly function: FunctionSettings;
  readonly failureDestination: FailureDestination;
  /** A bucket beside the parking queue, for records that are too large for a message. */
  readonly parkingBucket: boolean;
  /** Days that CloudWatch keeps the function's log; one of the values that CloudWatch offers. */
  readonly logRetentionDays: number;
  /** Refuses to delete the tables. */
  readonly protectTables: boolean;
  /**
   * The roles carry the permissions boundary that the bootstrap makes. The pipeline's deploy role may
   * make no others; without a bootstrap there is none to carry.
   */
  readonly boundRoles: boolean;
  /** State in S3 with its own lock, or a file on this machine. */
  readonly state: 'remote' | 'local';
}
