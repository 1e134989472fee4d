/** Where the patterns come from; every part of `millrace filter` takes these. */
export interface PatternFlags {
  /** JSON texts, files, or the word `from-stack`. */
  readonly pattern: readonly string[];
  readonly fromStack?: true;
  readonly stack: string;
  readonly json?: true;
}

export interface RecordFlags extends PatternFlags {
  readonly records: string;
}

export interface TestFlags extends RecordFlags {
  readonly batchSize: number;
}
