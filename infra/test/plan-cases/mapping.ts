import { reference } from '../synthesized.js';
import { mapping, second } from './deployed.js';
import { all, drop, set } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const mappingCases: readonly PlanCase[] = [
  { title: 'a mapping taken out', edit: drop(second), findings: ['loss mapping-deleted'] },
  {
    title: 'a mapping started at LATEST',
    edit: set(mapping, { starting_position: 'LATEST' }),
    findings: ['loss mapping-replaced'],
  },
  {
    title: 'a mapping moved to another stream',
    edit: set(mapping, {
      event_source_arn: 'arn:aws:dynamodb:us-east-1:111122223333:table/b/stream/2026',
    }),
    findings: ['loss mapping-replaced'],
  },
  {
    title: 'a mapping marked for replacement',
    edit: all(),
    replace: mapping,
    findings: ['risk mapping-replaced'],
  },
  {
    title: 'a mapping switched off',
    edit: set(mapping, { enabled: false }),
    findings: ['risk mapping-disabled'],
  },
  {
    title: 'the failure destination taken out',
    edit: set(mapping, { destination_config: undefined }),
    findings: ['loss failure-destination-removed'],
  },
  {
    title: 'the failure destination moved',
    edit: set(mapping, {
      destination_config: {
        on_failure: { destination_arn: reference('aws_sqs_queue.spare.arn') },
      },
    }),
    findings: ['note failure-destination-moved'],
  },
  {
    title: 'partial responses switched off',
    edit: set(mapping, { function_response_types: [] }),
    findings: ['loss partial-responses-off'],
  },
  {
    title: 'partial responses left out',
    edit: set(mapping, { function_response_types: undefined }),
    findings: ['loss partial-responses-off'],
  },
  {
    title: 'retries lowered',
    edit: set(mapping, { maximum_retry_attempts: 1 }),
    findings: ['risk retries-lowered'],
  },
  {
    title: 'retries lowered where failures are reported nowhere',
    edit: set(second, { maximum_retry_attempts: 1 }),
    findings: ['loss retries-lowered'],
  },
  {
    title: 'the record age lowered',
    edit: set(mapping, { maximum_record_age_in_seconds: 600 }),
    findings: ['risk record-age-lowered'],
  },
  {
    title: 'an age set where records were kept until they expired',
    edit: set(second, { maximum_record_age_in_seconds: 3600 }),
    findings: ['loss record-age-lowered'],
  },
  {
    title: 'bisect switched off',
    edit: set(mapping, { bisect_batch_on_function_error: false }),
    findings: ['risk bisect-off'],
  },
  {
    title: 'bisect left out',
    edit: set(mapping, { bisect_batch_on_function_error: undefined }),
    findings: ['risk bisect-off'],
  },
];
