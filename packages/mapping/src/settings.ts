/** The settings of an event source mapping on a DynamoDB stream, in Lambda's own terms. */
export interface MappingSettings {
  /** Most records in one invocation: 1 to 10,000. */
  readonly batchSize: number;
  /** Seconds that a batch may wait to fill: 0 to 300. */
  readonly maximumBatchingWindowInSeconds: number;
  /** Batches of one shard that may run at once: 1 to 10. Records of one item stay in order. */
  readonly parallelizationFactor: number;
  /** Where a mapping that has never run begins. */
  readonly startingPosition: StartingPosition;
  /** Oldest record that is still delivered: -1 for as old as the stream keeps, or 60 to 604,800. */
  readonly maximumRecordAgeInSeconds: number;
  /** Retries after the first call: 0 to 10,000, or -1 to go on until the record expires. */
  readonly maximumRetryAttempts: number;
  /** Whether a failed batch is split in two to single out a bad record. */
  readonly bisectBatchOnFunctionError: boolean;
  /** Length of the window whose state is carried from call to call: 1 to 900, or 0 for none. */
  readonly tumblingWindowInSeconds: number;
  readonly functionResponseTypes: readonly FunctionResponseType[];
  /** A record is delivered when any of these patterns matches. Undefined or empty: all are. */
  readonly filterCriteria?: FilterCriteria;
}

export type StartingPosition = 'TRIM_HORIZON' | 'LATEST';
export type FunctionResponseType = 'ReportBatchItemFailures';

export interface FilterCriteria {
  readonly Filters: readonly { readonly Pattern: string }[];
}

/** What AWS sets when a request leaves it out, as recorded. The starting position has no default. */
export const defaultSettings: Omit<MappingSettings, 'startingPosition'> = {
  batchSize: 100,
  maximumBatchingWindowInSeconds: 0,
  parallelizationFactor: 1,
  maximumRecordAgeInSeconds: -1,
  maximumRetryAttempts: -1,
  bisectBatchOnFunctionError: false,
  tumblingWindowInSeconds: 0,
  functionResponseTypes: [],
};
