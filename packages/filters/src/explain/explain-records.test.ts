import { expect, test } from '@jest/globals';
import { explainRecords } from '../index.js';

const inserts = { Pattern: '{"eventName":["INSERT"]}' };
const writes = { Pattern: '{"eventName":["INSERT","MODIFY"]}' };

function records(counts: Readonly<Record<string, number>>): readonly object[] {
  return Object.entries(counts).flatMap(([eventName, count]) =>
    Array.from({ length: count }, () => ({ eventName })),
  );
}

test('a set of records is counted for each filter and for the mapping', () => {
  const explanation = explainRecords(
    { Filters: [inserts, writes] },
    records({ INSERT: 150, MODIFY: 100, REMOVE: 250 }),
    { batchSize: 100 },
  );
  expect(explanation).toEqual({
    records: 500,
    passed: 250,
    filters: [
      { pattern: inserts.Pattern, passed: 150, passedAlone: 0 },
      { pattern: writes.Pattern, passed: 250, passedAlone: 100 },
    ],
    invocations: {
      fullBatches: { withoutFilters: 5, withFilters: 3, saved: 2 },
      singleRecords: { withoutFilters: 500, withFilters: 250, saved: 250 },
    },
  });
});

test('without filters every record passes and nothing is saved', () => {
  const explanation = explainRecords({}, records({ INSERT: 3 }));
  expect(explanation).toMatchObject({ records: 3, passed: 3, filters: [] });
  expect(explanation.invocations.singleRecords.saved).toBe(0);
});
