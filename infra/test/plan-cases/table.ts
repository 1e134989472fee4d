import { atAllReaders } from './at-all-readers.js';
import { table } from './deployed.js';
import { all, drop, set } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const tableCases: readonly PlanCase[] = [
  {
    title: 'the table renamed',
    edit: set(table, { name: 'other' }),
    findings: ['loss table-replaced', ...atAllReaders],
  },
  {
    title: 'the key of the table changed',
    edit: set(table, { hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] }),
    findings: ['loss table-replaced', ...atAllReaders],
  },
  {
    title: 'a range key added',
    edit: set('aws_dynamodb_table.archive', {
      range_key: 'at',
      attribute: [
        { name: 'id', type: 'S' },
        { name: 'at', type: 'S' },
      ],
    }),
    findings: ['loss table-replaced'],
  },
  {
    title: 'a table taken out',
    edit: drop('aws_dynamodb_table.archive'),
    findings: ['loss table-deleted'],
  },
  {
    title: 'a table marked for replacement',
    edit: all(),
    replace: 'aws_dynamodb_table.archive',
    findings: ['loss table-replaced'],
  },
  {
    title: 'point-in-time recovery switched off',
    edit: set(table, { point_in_time_recovery: { enabled: false } }),
    findings: ['risk backups-cut'],
  },
  {
    title: 'point-in-time recovery shortened',
    edit: set(table, { point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 } }),
    findings: ['risk backups-cut'],
  },
  {
    title: 'deletion protection switched off',
    edit: set(table, { deletion_protection_enabled: false }),
    findings: ['risk deletion-protection-off'],
  },
  {
    title: 'time-to-live moved to another attribute',
    edit: set(table, { ttl: { attribute_name: 'createdAt', enabled: true } }),
    findings: ['risk expiry-started'],
  },
  {
    title: 'time-to-live started',
    edit: set('aws_dynamodb_table.archive', { ttl: { attribute_name: 'until', enabled: true } }),
    findings: ['risk expiry-started'],
  },
];
