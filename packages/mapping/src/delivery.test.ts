import { describe, expect, test } from '@jest/globals';
import { buffered } from '../test/support/records.js';
import { settle } from './delivery.js';
import type { InvokeResult } from './seams.js';
import { compareSequenceNumbers } from './sequence-number.js';
import { defaultSettings, type MappingSettings } from './settings.js';

const records = buffered(1, 2, 3, 4, 5);
const answer = { requestId: 'r', statusCode: 200, executedVersion: '$LATEST' };
const crash: InvokeResult = {
  kind: 'function-error',
  functionError: 'Unhandled',
  payload: '{}',
  ...answer,
};
const report = (...identifiers: readonly string[]): InvokeResult => ({
  kind: 'success',
  payload: JSON.stringify({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  }),
  ...answer,
});

function outcome(result: InvokeResult, chosen: Partial<MappingSettings> = {}, calls = 0) {
  const settings: MappingSettings = {
    ...defaultSettings,
    startingPosition: 'TRIM_HORIZON',
    functionResponseTypes: ['ReportBatchItemFailures'],
    ...chosen,
  };
  return settle({ records, calls }, result, settings, compareSequenceNumbers);
}

test('a refused call costs no retry', () => {
  const refused: InvokeResult = { ...answer, kind: 'throttled', message: 'too many' };
  expect(outcome(refused, { maximumRetryAttempts: 0 })).toMatchObject({ kind: 'refused' });
});

test('without ReportBatchItemFailures the answer is not read', () => {
  expect(outcome(report('3'), { functionResponseTypes: [] })).toEqual({ kind: 'done' });
});

describe('retries', () => {
  test('with -1 there is always another', () => {
    expect(outcome(crash, {}, 9_999)).toMatchObject({ kind: 'retry', piece: { calls: 10_000 } });
  });

  test('are counted after the first call', () => {
    const chosen = { maximumRetryAttempts: 1 };
    expect(outcome(crash, chosen, 0)).toMatchObject({ kind: 'retry' });
    expect(outcome(crash, chosen, 1)).toMatchObject({ kind: 'exhausted', calls: 2 });
  });

  test('begin anew when the checkpoint moves', () => {
    expect(outcome(report('4'), { maximumRetryAttempts: 1 }, 1)).toMatchObject({
      kind: 'advanced',
      done: 3,
      rest: { records: records.slice(3), calls: 0 },
    });
  });

  test('are used by a report that names the first record', () => {
    expect(outcome(report('1'), { maximumRetryAttempts: 0 })).toMatchObject({ kind: 'exhausted' });
  });
});

describe('with bisect', () => {
  const chosen = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 };

  test('a failed batch is split in two and the split costs no retry', () => {
    expect(outcome(crash, chosen)).toMatchObject({
      kind: 'split',
      first: { records: records.slice(0, 3), calls: 0 },
      second: { records: records.slice(3), calls: 0 },
    });
  });

  test('a partial answer cuts at its record instead', () => {
    expect(outcome(report('2'), chosen)).toMatchObject({
      kind: 'advanced',
      done: 1,
      rest: { records: records.slice(1) },
    });
  });

  test('a single record uses its retries', () => {
    const settings: MappingSettings = {
      ...defaultSettings,
      ...chosen,
      startingPosition: 'LATEST',
    };
    const single = { records: records.slice(0, 1), calls: 0 };
    expect(settle(single, crash, settings, compareSequenceNumbers)).toMatchObject({
      kind: 'exhausted',
      calls: 1,
    });
  });
});

describe('with a tumbling window', () => {
  const chosen = { tumblingWindowInSeconds: 60 };

  test('an answer without state fails the batch', () => {
    expect(outcome({ kind: 'success', payload: '{}', ...answer }, chosen)).toMatchObject({
      kind: 'retry',
    });
  });

  test('an answer with state is a success', () => {
    const payload = '{"state":{"sum":1}}';
    expect(outcome({ kind: 'success', payload, ...answer }, chosen)).toEqual({ kind: 'done' });
  });
});
