import { describe, expect, test } from '@jest/globals';
import { checkSettings } from './check-settings.js';
import { environments } from './environments.js';
import type { FunctionSettings, MappingSettings } from './settings.js';

const { dev } = environments;

function withMapping(mapping: Partial<MappingSettings>): () => unknown {
  return () => checkSettings({ ...dev, mapping: { ...dev.mapping, ...mapping } });
}

function withFunction(size: Partial<FunctionSettings>): () => unknown {
  return () => checkSettings({ ...dev, function: { ...dev.function, ...size } });
}

test.each(Object.values(environments))('$environment as written can be deployed', (settings) => {
  expect(checkSettings(settings)).toBe(settings);
});

describe('a value outside of what AWS takes is refused by name and range', () => {
  test.each([
    [{ batchSize: 0 }, 'mapping.batchSize is 0: it must be a whole number from 1 to 10000.'],
    [{ batchSize: 10_001 }, 'mapping.batchSize is 10001'],
    [{ batchSize: 1.5 }, 'mapping.batchSize is 1.5'],
    [{ batchingWindowSeconds: 301 }, 'mapping.batchingWindowSeconds is 301'],
    [{ parallelizationFactor: 11 }, 'mapping.parallelizationFactor is 11'],
    [{ tumblingWindowSeconds: 901 }, 'mapping.tumblingWindowSeconds is 901'],
    [
      { maximumRetryAttempts: -2 },
      'mapping.maximumRetryAttempts is -2: it must be -1 (until the record expires) or a whole number',
    ],
    [{ maximumRecordAgeSeconds: 59 }, 'mapping.maximumRecordAgeSeconds is 59'],
  ])('%j', (mapping, message) => {
    expect(withMapping(mapping)).toThrow(message);
  });

  test.each([
    [{ memoryMegabytes: 64 }, 'function.memoryMegabytes is 64'],
    [{ timeoutSeconds: 901 }, 'function.timeoutSeconds is 901'],
    [{ reservedConcurrency: 0 }, 'function.reservedConcurrency is 0'],
  ])('%j', (size, message) => {
    expect(withFunction(size)).toThrow(message);
  });

  test('a retention that CloudWatch does not offer', () => {
    expect(() => checkSettings({ ...dev, logRetentionDays: 31 })).toThrow(
      'logRetentionDays is 31: CloudWatch takes 1, 3, 5',
    );
  });
});

test.each([{ batchSize: 10_000 }, { maximumRetryAttempts: -1 }, { maximumRecordAgeSeconds: -1 }])(
  'the edge %j is allowed',
  (mapping) => {
    expect(withMapping(mapping)).not.toThrow();
  },
);

test('a tumbling window allows no parallelization', () => {
  expect(withMapping({ tumblingWindowSeconds: 60, parallelizationFactor: 2 })).toThrow(
    'mapping.parallelizationFactor is 2: with a tumbling window it must be 1.',
  );
});

test('every fault is told at once, with the file to mend', () => {
  expect(withMapping({ batchSize: 0, parallelizationFactor: 0 })).toThrow(
    /settings of dev \(infra\/src\/environments\.ts\)[\s\S]*batchSize[\s\S]*parallelizationFactor/,
  );
});
