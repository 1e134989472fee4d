import { InfraError } from './errors.js';

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
  /** Retries after the first invocation, 0 to 10 000, or -1: until the record expires. */
  readonly maximumRetryAttempts: number;
  /** Seconds after which a record is given up, 60 to 604 800, or -1: until it expires. */
  readonly maximumRecordAgeSeconds: number;
  readonly bisectBatchOnError: boolean;
}

/** The size of the function. */
export interface FunctionSettings {
  /** 128 to 10 240. */
  readonly memoryMegabytes: number;
  /** 1 to 900. */
  readonly timeoutSeconds: number;
}

/** Everything that may differ from one environment to the next. */
export interface Settings {
  readonly environment: Environment;
  readonly region: string;
  readonly mapping: MappingSettings;
  readonly function: FunctionSettings;
  readonly logRetentionDays: number;
  /** Refuses to delete the table, and keeps its backups by the second. */
  readonly protectTable: boolean;
}

const dev: Settings = {
  environment: 'dev',
  region: 'us-east-1',
  mapping: {
    batchSize: 100,
    batchingWindowSeconds: 0,
    parallelizationFactor: 1,
    maximumRetryAttempts: 3,
    maximumRecordAgeSeconds: 3600,
    bisectBatchOnError: true,
  },
  function: { memoryMegabytes: 512, timeoutSeconds: 30 },
  logRetentionDays: 7,
  protectTable: false,
};

const environments: Readonly<Record<Environment, Settings>> = {
  dev,
  staging: { ...dev, environment: 'staging', logRetentionDays: 30 },
  prod: {
    ...dev,
    environment: 'prod',
    mapping: { ...dev.mapping, maximumRetryAttempts: 10, maximumRecordAgeSeconds: 6 * 3600 },
    logRetentionDays: 365,
    protectTable: true,
  },
};

/**
 * The settings of an environment; without a name, those of `dev`.
 *
 * @throws InfraError `ENVIRONMENT_UNKNOWN` for a name that is none of the three.
 */
export function settingsOf(name: string | undefined): Settings {
  const settings = Object.entries(environments).find(([known]) => known === (name ?? 'dev'))?.[1];
  if (settings === undefined) {
    throw new InfraError(
      'ENVIRONMENT_UNKNOWN',
      `MILLRACE_ENV is "${name}". Set it to one of: ${Object.keys(environments).join(', ')}.`,
    );
  }
  return settings;
}
