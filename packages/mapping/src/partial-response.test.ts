import { describe, expect, test } from '@jest/globals';
import { buffered } from '../test/support/records.js';
import { readReport } from './partial-response.js';
import { compareSequenceNumbers } from './sequence-number.js';

const batch = buffered(8, 9, 10, 11);
const read = (payload: string) => readReport(payload, batch, compareSequenceNumbers);
const failing = (...identifiers: readonly unknown[]) =>
  JSON.stringify({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });

describe('the whole batch is done when the answer is', () => {
  test.each([
    '[]',
    'null',
    '{}',
    '',
    '""',
    '{"batchItemFailures":[]}',
    '{"batchItemFailures":null}',
  ])('%s', (payload) => expect(read(payload)).toEqual({ kind: 'success' }));
});

describe('the whole batch failed when the report has', () => {
  test.each([
    ['an unknown identifier', failing('12')],
    ['a number', failing(123)],
    ['a number that is in the batch', failing(9)],
    ['an empty identifier', failing('')],
    ['a null identifier', failing(null)],
    ['an entry with another key', '{"batchItemFailures":[{"foo":123}]}'],
    ['an entry with another key and no value', '{"batchItemFailures":[{"foo":null}]}'],
    ['an entry that is no object', '{"batchItemFailures":["9"]}'],
    ['a known identifier beside an unknown one', failing('10', '12')],
    ['something else than a list', '{"batchItemFailures":"9"}'],
  ])('%s', (_, payload) => expect(read(payload)).toMatchObject({ kind: 'failed-from', index: 0 }));
});

test('the batch goes on at the failed record', () => {
  expect(read(failing('10'))).toMatchObject({ kind: 'failed-from', index: 2 });
});

test('of several, the lowest counts, compared as a number', () => {
  expect(read(failing('11', '9', '10'))).toMatchObject({ kind: 'failed-from', index: 1 });
});
