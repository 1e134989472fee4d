import { alarm, failures, fn, logs, mapping, policy, table } from './deployed.js';
import { add, all, drop, type Edit, replaceText, set } from './edit.js';

/** Edits that raise no finding, by what they do. */
export const harmlessEdits: Readonly<Record<string, Edit>> = {
  'nothing changed': all(),
  'larger batches': set(mapping, { batch_size: 500 }),
  'smaller batches': set(mapping, { batch_size: 10 }),
  'a batching window': set(mapping, { maximum_batching_window_in_seconds: 5 }),
  'more parallel batches': set(mapping, { parallelization_factor: 10 }),
  'more retries': set(mapping, { maximum_retry_attempts: 100 }),
  'retries until the record expires': set(mapping, { maximum_retry_attempts: -1 }),
  'a higher record age': set(mapping, { maximum_record_age_in_seconds: 80_000 }),
  'a record age without end': set(mapping, { maximum_record_age_in_seconds: -1 }),
  'new code': set(fn, { source_code_hash: 'bmV3' }),
  'more memory': set(fn, { memory_size: 2048 }),
  'a longer timeout, still below the visibility': set(fn, { timeout: 120 }),
  'more reserved concurrency': set(fn, { reserved_concurrent_executions: 90 }),
  'another environment variable': set(fn, { environment: { variables: { A: 'b' } } }),
  'a tag': set(table, { tags: { team: 'orders' } }),
  'a new table': add('aws_dynamodb_table.fresh', {
    name: 'fresh',
    hash_key: 'id',
    attribute: [{ name: 'id', type: 'S' }],
  }),
  'a new queue': add('aws_sqs_queue.fresh', { name: 'fresh' }),
  'a new alarm threshold': set(alarm, { threshold: 1000 }),
  'a renamed alarm': set(alarm, { alarm_name: 'renamed' }),
  'another dashboard': set('aws_cloudwatch_dashboard.dashboard', { dashboard_body: '{}' }),
  'a log kept for longer': set(logs, { retention_in_days: 731 }),
  'a log kept for ever': set(logs, { retention_in_days: 0 }),
  'messages hidden for longer': set(failures, { visibility_timeout_seconds: 900 }),
  'messages kept for longer': set('aws_sqs_queue.spare', { message_retention_seconds: 1_209_600 }),
  'backups on another table': set('aws_dynamodb_table.archive', {
    point_in_time_recovery: { enabled: true },
  }),
  'deletion protection on another table': set('aws_dynamodb_table.archive', {
    deletion_protection_enabled: true,
  }),
  'the same rights in another order': replaceText(
    policy,
    'policy',
    '"dynamodb:GetRecords","dynamodb:GetShardIterator"',
    '"dynamodb:GetShardIterator","dynamodb:GetRecords"',
  ),
  'a stream on another table': set('aws_dynamodb_table.archive', {
    stream_enabled: true,
    stream_view_type: 'NEW_IMAGE',
  }),
  'a table with another name in the code': all(
    (stack) => {
      const tables = stack['resource']?.['aws_dynamodb_table'] ?? {};
      tables['attic'] = tables['archive'] ?? {};
    },
    drop('aws_dynamodb_table.archive'),
    (stack) => {
      Object.assign(stack, {
        moved: [{ from: 'aws_dynamodb_table.archive', to: 'aws_dynamodb_table.attic' }],
      });
    },
  ),
};
