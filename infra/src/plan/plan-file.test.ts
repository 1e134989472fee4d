import { describe, expect, test } from '@jest/globals';
import { PlanError } from './plan-error.js';
import { readPlan } from './plan-file.js';

function planWith(...actions: readonly string[]): object {
  return {
    format_version: '1.2',
    resource_changes: [{ address: 'a.b', type: 'a', change: { actions, before: null, after: {} } }],
  };
}

describe('what a plan does to a resource', () => {
  test.each([
    [['no-op'], 'none'],
    [['create'], 'create'],
    [['read'], 'none'],
    [['update'], 'update'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
    [['delete'], 'delete'],
    [['forget'], 'forget'],
  ])('%j is called %s', (actions, kind) => {
    expect(readPlan(planWith(...actions)).changes[0]?.kind).toBe(kind);
  });
});

test('data sources are left out', () => {
  const plan = {
    format_version: '1.2',
    resource_changes: [
      { address: 'data.a.b', mode: 'data', type: 'a', change: { actions: ['read'] } },
    ],
  };
  expect(readPlan(plan).changes).toEqual([]);
});

test('a plan for no resources at all is still a plan', () => {
  expect(readPlan({ format_version: '1.2', planned_values: {} }).changes).toEqual([]);
});

test('references are found in nested blocks and in modules, as whole resources', () => {
  const expressions = {
    destination_config: [
      { on_failure: [{ arn: { references: ['aws_sqs_queue.q.arn', 'aws_sqs_queue.q'] } }] },
    ],
  };
  const { referencesOf } = readPlan({
    ...planWith('create'),
    configuration: {
      root_module: {
        resources: [{ address: 'm.one', expressions }],
        module_calls: { inner: { module: { resources: [{ address: 'm.one', expressions }] } } },
      },
    },
  });

  expect(referencesOf('m.one', 'destination_config')).toEqual(['aws_sqs_queue.q']);
  expect(referencesOf('module.inner.m.one', 'destination_config')).toEqual([
    'module.inner.aws_sqs_queue.q',
  ]);
  expect(referencesOf('m.one[0]', 'destination_config')).toEqual(['aws_sqs_queue.q']);
  expect(referencesOf('m.two', 'destination_config')).toEqual([]);
});

describe('what is no plan', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'Plan: 1 to add'],
    ['a list', []],
    ['a state', { format_version: '1.0', values: {} }],
    ['a plan with an entry that is no change', { format_version: '1', resource_changes: [{}] }],
    ['a plan with an entry that is null', { format_version: '1', resource_changes: [null] }],
  ])('%s is refused, with the command that makes one', (_, document) => {
    expect(() => readPlan(document)).toThrow(PlanError);
    expect(() => readPlan(document)).toThrow('terraform show -json tfplan > plan.json');
  });
});
