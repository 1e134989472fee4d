import { checkSettings } from './check-settings.js';
import { InfraError } from './errors.js';
import type { Environment, Settings } from './settings.js';

const dev: Settings = {
  environment: 'dev',
  region: 'us-east-1',
  mapping: {
    batchSize: 100,
    batchingWindowSeconds: 0,
    parallelizationFactor: 1,
    tumblingWindowSeconds: 0,
    maximumRetryAttempts: 3,
    maximumRecordAgeSeconds: 3600,
    bisectBatchOnError: true,
  },
  function: { memoryMegabytes: 512, timeoutSeconds: 30, reservedConcurrency: null },
  failureDestination: 'queue',
  parkingBucket: false,
  logRetentionDays: 7,
  protectTables: false,
  boundRoles: false,
  state: 'local',
};

const staging: Settings = {
  ...dev,
  environment: 'staging',
  parkingBucket: true,
  logRetentionDays: 30,
  boundRoles: true,
  state: 'remote',
};

const prod: Settings = {
  ...dev,
  environment: 'prod',
  mapping: {
    ...dev.mapping,
    parallelizationFactor: 2,
    // Enough to outlast a short outage of what the reactions call, and still leave the operator
    // most of the stream's 24 hours to redrive from the failure queue's pointers.
    maximumRetryAttempts: 10,
    maximumRecordAgeSeconds: 6 * 3600,
  },
  parkingBucket: true,
  function: { memoryMegabytes: 1024, timeoutSeconds: 60, reservedConcurrency: 50 },
  logRetentionDays: 365,
  protectTables: true,
  boundRoles: true,
  state: 'remote',
};

/** The settings of each environment. This is the file to edit. */
export const environments: Readonly<Record<Environment, Settings>> = { dev, staging, prod };

/**
 * The checked settings of an environment; without a name, those of `dev`.
 *
 * @throws InfraError `ENVIRONMENT_UNKNOWN` for a name that is none of the three, and
 * `SETTINGS_INVALID` for a value that AWS would refuse.
 */
export function settingsOf(name: string | undefined): Settings {
  const settings = Object.entries(environments).find(([known]) => known === (name ?? 'dev'))?.[1];
  if (settings === undefined) {
    throw new InfraError(
      'ENVIRONMENT_UNKNOWN',
      `MILLRACE_ENV is "${name}". Set it to one of: ${Object.keys(environments).join(', ')}.`,
    );
  }
  return checkSettings(settings);
}
