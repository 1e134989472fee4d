import { expect, test } from '@jest/globals';
import { checkPlan } from './check.js';

function change(
  address: string,
  actions: readonly string[],
  before: object,
  after: object | null,
): object {
  const [type] = address.split('.');
  return { address, type, mode: 'managed', change: { actions, before, after, after_unknown: {} } };
}

const gone = change('aws_sqs_queue.gone', ['delete'], {}, null);
const quieter = change(
  'aws_cloudwatch_log_group.log',
  ['update'],
  { retention_in_days: 30 },
  { retention_in_days: 7 },
);
const plan = { format_version: '1.2', resource_changes: [quieter, gone, gone] };

test('the worst comes first, and nothing twice', () => {
  expect(checkPlan(plan).findings.map(({ level }) => level)).toEqual(['loss', 'risk']);
});

test('an allowed loss is shown and does not count', () => {
  const { losses, findings } = checkPlan(plan, { allow: ['aws_sqs_queue.gone'] });

  expect(losses).toBe(0);
  expect(findings[0]).toMatchObject({ level: 'loss', allowed: true });
});

test('an allowance for one resource does not cover another', () => {
  expect(checkPlan(plan, { allow: ['aws_sqs_queue.other'] })).toMatchObject({
    losses: 1,
    unusedAllowances: ['aws_sqs_queue.other'],
  });
});

test('a resource inside a module is checked under its full address', () => {
  const inModule = { ...gone, address: 'module.orders.aws_sqs_queue.gone' };

  expect(
    checkPlan({ format_version: '1.2', resource_changes: [inModule] }).findings[0]?.resource,
  ).toBe('module.orders.aws_sqs_queue.gone');
});

test('a resource of a type that no rule knows is left alone, whatever its name', () => {
  const odd = ['constructor', 'toString', 'null_resource'].map((type) =>
    change(`${type}.x`, ['delete'], {}, null),
  );

  expect(checkPlan({ format_version: '1.2', resource_changes: odd }).findings).toEqual([]);
});

test('a rewritten filter is a loss once the sample shows a record that falls out', () => {
  const filter = (name: string): object => ({
    filter_criteria: [{ filter: [{ pattern: JSON.stringify({ eventName: [name] }) }] }],
  });
  const mapping = change(
    'aws_lambda_event_source_mapping.m',
    ['update'],
    filter('INSERT'),
    filter('REMOVE'),
  );
  const sample = [{ eventName: 'INSERT', dynamodb: {} }];
  const document = { format_version: '1.2', resource_changes: [mapping] };

  expect(checkPlan(document).findings[0]?.level).toBe('risk');
  expect(checkPlan(document, { sample }).findings[0]).toMatchObject({
    level: 'loss',
    effect: expect.stringContaining('Of 1 sample records, 1 that were delivered no longer are'),
  });
});

test('a change whose filter is known only after apply is not taken for harmless', () => {
  const mapping = {
    address: 'aws_lambda_event_source_mapping.m',
    type: 'aws_lambda_event_source_mapping',
    change: {
      actions: ['update'],
      before: {},
      after: {},
      after_unknown: { filter_criteria: [{ filter: [{ pattern: true }] }] },
    },
  };
  expect(
    checkPlan({ format_version: '1.2', resource_changes: [mapping] }).findings.map(
      ({ rule }) => rule,
    ),
  ).toEqual(['filter-unknown']);
});
