import { describe, expect, test } from '@jest/globals';
import { createEventSourceMapping, defaultSettings, type MappingSettings } from './index.js';

const place = 'arn:aws:lambda:eu-central-1:000000000000';

function create(settings: object): void {
  const never = () => Promise.reject(new Error('not to be called'));
  createEventSourceMapping({
    settings: { ...defaultSettings, startingPosition: 'LATEST', ...settings } as MappingSettings,
    functionArn: `${place}:function:orders`,
    source: { streamArn: place, listShards: never, openIterator: never, readRecords: never },
    invoker: { invoke: never },
    checkpoints: { load: never, save: never, forget: never },
  });
}

describe('settings that Lambda would refuse are refused, by name and range', () => {
  test.each([
    [{ batchSize: 0 }, "'0' at 'batchSize'"],
    [{ batchSize: 10_001 }, 'less than or equal to 10000'],
    [{ batchSize: 1.5 }, 'BatchSize'],
    [{ batchSize: Number.NaN }, 'BatchSize'],
    [{ parallelizationFactor: 11 }, "'11' at 'parallelizationFactor'"],
    [{ maximumRetryAttempts: -2 }, 'greater than or equal to -1'],
    [{ maximumRecordAgeInSeconds: 59 }, 'between 60 and 604800'],
    [{ maximumBatchingWindowInSeconds: 301 }, 'less than or equal to 300'],
    [{ tumblingWindowInSeconds: 60, parallelizationFactor: 2 }, 'ParallelizationFactor must be 1'],
    [{ functionResponseTypes: ['ReportFailures'] }, 'ReportBatchItemFailures'],
    [{ startingPosition: 'AT_TIMESTAMP' }, 'not from AT_TIMESTAMP'],
  ])('%j', (settings, words) => {
    expect(() => create(settings)).toThrow(
      expect.objectContaining({
        code: 'INVALID_SETTINGS',
        message: expect.stringContaining(words),
      }),
    );
  });

  test('and the ends of the ranges are taken', () => {
    create({ batchSize: 10_000, parallelizationFactor: 10, maximumRecordAgeInSeconds: 604_800 });
    create({ batchSize: 1, tumblingWindowInSeconds: 900, maximumRetryAttempts: -1 });
  });
});
