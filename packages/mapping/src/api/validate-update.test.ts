import { expect, test } from '@jest/globals';
import { streamArn } from '../../test/support/records.js';
import { validateCreate } from './validate-create.js';
import { validateUpdate } from './validate-update.js';

const queueArn = 'arn:aws:sqs:eu-central-1:000000000000:failed';
const current = validateCreate({
  EventSourceArn: streamArn,
  FunctionName: 'orders',
  StartingPosition: 'LATEST',
  BatchSize: 7,
  DestinationConfig: { OnFailure: { Destination: queueArn } },
  FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
});

test('what the request leaves out stays', () => {
  expect(validateUpdate(current, { Enabled: false })).toEqual({ ...current, enabled: false });
});

test('a filter is exchanged whole', () => {
  const Filters = [{ Pattern: '{"eventName":["REMOVE"]}' }];
  const { settings } = validateUpdate(current, { FilterCriteria: { Filters } });
  expect(settings).toEqual({ ...current.settings, filterCriteria: { Filters } });
});

test('empty criteria take the filter away', () => {
  const { settings } = validateUpdate(current, { FilterCriteria: {} });
  expect(settings.filterCriteria).toBeUndefined();
});

test('an empty OnFailure takes the destination away', () => {
  const update = validateUpdate(current, { DestinationConfig: { OnFailure: {} } });
  expect(update.destinationArn).toBeUndefined();
});

test('ranges hold as at creation', () => {
  expect(() => validateUpdate(current, { BatchSize: 0 })).toThrow(/batchSize/);
});

test('settings are checked together with those that stay', () => {
  const lanes = validateUpdate(current, { ParallelizationFactor: 2 });
  expect(() => validateUpdate(lanes, { TumblingWindowInSeconds: 10 })).toThrow(
    /ParallelizationFactor/,
  );
});
