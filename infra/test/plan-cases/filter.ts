import { mapping, second } from './deployed.js';
import { type Edit, set } from './edit.js';
import type { PlanCase } from './plan-case.js';

const placed = { eventName: ['INSERT', 'REMOVE'] };
const steps = (...statuses: readonly string[]): object => ({
  eventName: ['MODIFY'],
  dynamodb: { NewImage: { status: { S: statuses } } },
});
const filters = (...patterns: readonly object[]): Edit =>
  set(mapping, {
    filter_criteria: { filter: patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  });

export const filterCases: readonly PlanCase[] = [
  {
    title: 'a value taken out of the filter',
    edit: filters(placed, steps('PAID', 'SHIPPED', 'CANCELLED')),
    findings: ['loss filter-narrowed'],
  },
  {
    title: 'one of the filters taken out',
    edit: filters(placed),
    findings: ['loss filter-narrowed'],
  },
  {
    title: 'a condition added to a filter',
    edit: filters(
      { ...placed, awsRegion: ['us-east-1'] },
      steps('PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'),
    ),
    findings: ['loss filter-narrowed'],
  },
  {
    title: 'a filter put where there was none',
    edit: set(second, { filter_criteria: { filter: [{ pattern: JSON.stringify(placed) }] } }),
    findings: ['loss filter-narrowed'],
  },
  {
    title: 'a filter that says something else',
    edit: filters({ eventName: ['MODIFY', 'REMOVE'] }),
    findings: ['risk filter-rewritten'],
  },
  {
    title: 'all filters taken out',
    edit: set(mapping, { filter_criteria: undefined }),
    findings: ['risk filter-removed'],
  },
  {
    title: 'a filter widened by a value',
    edit: filters(placed, steps('PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
    findings: ['note filter-widened'],
  },
  {
    title: 'a filter added beside the others',
    edit: filters(placed, steps('PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED'), steps('PLACED')),
    findings: ['note filter-widened'],
  },
  {
    title: 'the same filters in another order and spelling',
    edit: filters(
      {
        dynamodb: { NewImage: { status: { S: ['CANCELLED', 'DELIVERED', 'SHIPPED', 'PAID'] } } },
        eventName: ['MODIFY'],
      },
      { eventName: ['REMOVE', 'INSERT'] },
    ),
    findings: [],
  },
];
