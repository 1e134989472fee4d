import { describe, expect, test } from '@jest/globals';
import { streamArn } from '../../test/support/records.js';
import { LambdaApiError } from './lambda-api-error.js';
import type { CreateMappingRequest } from './mapping-request.js';
import { validateCreate } from './validate-create.js';

const request: CreateMappingRequest = {
  EventSourceArn: streamArn,
  FunctionName: 'orders',
  StartingPosition: 'TRIM_HORIZON',
};

function refusal(change: { readonly [member: string]: unknown }): LambdaApiError {
  try {
    validateCreate({ ...request, ...change });
  } catch (error) {
    if (error instanceof LambdaApiError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test('what is left out gets the recorded defaults', () => {
  expect(validateCreate(request)).toEqual({
    eventSourceArn: streamArn,
    functionName: 'orders',
    enabled: true,
    metrics: [],
    settings: {
      startingPosition: 'TRIM_HORIZON',
      batchSize: 100,
      maximumBatchingWindowInSeconds: 0,
      parallelizationFactor: 1,
      maximumRecordAgeInSeconds: -1,
      maximumRetryAttempts: -1,
      bisectBatchOnFunctionError: false,
      tumblingWindowInSeconds: 0,
      functionResponseTypes: [],
    },
  });
});

test('an empty list of filters leaves no criteria', () => {
  const { settings } = validateCreate({ ...request, FilterCriteria: { Filters: [] } });
  expect(settings.filterCriteria).toBeUndefined();
});

describe('refusals with the recorded text', () => {
  test.each<[string, { readonly [member: string]: unknown }, string, string]>([
    [
      'no starting position',
      { StartingPosition: undefined },
      'InvalidParameterValueException',
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      'an unknown starting position',
      { StartingPosition: 'invalid' },
      'ValidationException',
      "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ],
    [
      'AT_TIMESTAMP',
      { StartingPosition: 'AT_TIMESTAMP' },
      'InvalidParameterValueException',
      `Unsupported starting position for arn type: ${streamArn}`,
    ],
    [
      'no event source',
      { EventSourceArn: undefined },
      'InvalidParameterValueException',
      'Unrecognized event source.',
    ],
    [
      'a pattern that is no JSON object',
      { FilterCriteria: { Filters: [{ Pattern: 'single-string' }] } },
      'InvalidParameterValueException',
      'Invalid filter pattern definition.',
    ],
    [
      'a pattern that is no JSON',
      { FilterCriteria: { Filters: [{ Pattern: '[{"eventName": ["INSERT"=123}]' }] } },
      'InvalidParameterValueException',
      'Invalid filter pattern definition.',
    ],
    [
      'OnSuccess',
      { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sqs:r:000000000000:q' } } },
      'InvalidParameterValueException',
      'Unsupported DestinationConfig parameter for given event source mapping type.',
    ],
    [
      'a record age between 0 and 59',
      { MaximumRecordAgeInSeconds: 59 },
      'InvalidParameterValueException',
      'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    ],
  ])('%s', (_, change, name, message) => {
    expect(refusal(change)).toMatchObject({ name, message, statusCode: 400 });
  });
});

describe('ranges', () => {
  test.each([
    ['BatchSize', 1, 10_000],
    ['MaximumBatchingWindowInSeconds', 0, 300],
    ['ParallelizationFactor', 1, 10],
    ['MaximumRetryAttempts', -1, 10_000],
    ['TumblingWindowInSeconds', 0, 900],
    ['MaximumRecordAgeInSeconds', -1, 604_800],
  ])('%s is %d to %d', (member, least, most) => {
    const at = `at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must have value`;
    expect(() => validateCreate({ ...request, [member]: least })).not.toThrow();
    expect(() => validateCreate({ ...request, [member]: most })).not.toThrow();
    expect(refusal({ [member]: least - 1 }).message).toBe(
      `1 validation error detected: Value '${least - 1}' ${at} greater than or equal to ${least}`,
    );
    expect(refusal({ [member]: most + 1 }).message).toBe(
      `1 validation error detected: Value '${most + 1}' ${at} less than or equal to ${most}`,
    );
  });

  test('several members out of range are named together', () => {
    const { message } = refusal({ BatchSize: 0, ParallelizationFactor: 11 });
    expect(message).toMatch(
      /^2 validation errors detected: .*batchSize.*; .*parallelizationFactor/,
    );
  });
});

test.each([
  ['BatchSize', '100'],
  ['BatchSize', 1.5],
  ['Enabled', 'true'],
  ['FunctionResponseTypes', 'ReportBatchItemFailures'],
])('%s given as %j is refused as another type', (member, value) => {
  expect(refusal({ [member]: value }).name).toBe('SerializationException');
});

test('lanes and a tumbling window exclude each other', () => {
  const change = { ParallelizationFactor: 2, TumblingWindowInSeconds: 60 };
  expect(refusal(change).name).toBe('InvalidParameterValueException');
});

test.each([
  'arn:aws:sqs:eu-central-1:000000000000:failed.fifo',
  'arn:aws:lambda:eu-central-1:000000000000:function:other',
  'kafka://topic',
])('%s is refused as a destination', (arn) => {
  const change = { DestinationConfig: { OnFailure: { Destination: arn } } };
  expect(refusal(change).message).toContain(arn);
});
