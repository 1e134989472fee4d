import { alarm, failures, logs } from './deployed.js';
import { drop, set } from './edit.js';
import type { PlanCase } from './plan-case.js';

export const storeCases: readonly PlanCase[] = [
  {
    title: 'a queue taken out',
    edit: drop('aws_sqs_queue.spare'),
    findings: ['loss queue-deleted'],
  },
  {
    title: 'a queue renamed',
    edit: set('aws_sqs_queue.spare', { name: 'other' }),
    findings: ['loss queue-deleted'],
  },
  {
    title: 'a queue that becomes FIFO',
    edit: set('aws_sqs_queue.spare', { fifo_queue: true, name: 'spare.fifo' }),
    findings: ['loss queue-deleted'],
  },
  {
    title: 'a bucket taken out',
    edit: drop('aws_s3_bucket.archive'),
    findings: ['loss bucket-deleted'],
  },
  {
    title: 'a bucket renamed',
    edit: set('aws_s3_bucket.archive', { bucket: 'other' }),
    findings: ['loss bucket-deleted'],
  },
  {
    title: 'a log group taken out',
    edit: drop('aws_cloudwatch_log_group.spare'),
    findings: ['risk log-group-deleted'],
  },
  {
    title: 'a topic taken out',
    edit: drop('aws_sns_topic.spare'),
    findings: ['risk topic-deleted'],
  },
  {
    title: 'a bus taken out',
    edit: drop('aws_cloudwatch_event_bus.spare'),
    findings: ['risk bus-deleted'],
  },
  {
    title: 'an alarm taken out',
    edit: drop(alarm),
    findings: ['risk alarm-deleted'],
  },
  {
    title: 'an alarm silenced',
    edit: set(alarm, { actions_enabled: false }),
    findings: ['risk alarm-silenced'],
  },
  {
    title: 'the log kept for less time',
    edit: set(logs, { retention_in_days: 7 }),
    findings: ['risk log-retention-cut'],
  },
  {
    title: 'messages kept for less time',
    edit: set(failures, { message_retention_seconds: 3600 }),
    findings: ['risk queue-retention-cut'],
  },
];
