import { reference } from '../synthesized.js';
import { add, all, drop, type Edit, set } from './edit.js';

export const table = 'aws_dynamodb_table.orders';
export const mapping = 'aws_lambda_event_source_mapping.consumer_mapping';
export const fn = 'aws_lambda_function.consumer_function';
export const policy = 'aws_iam_role_policy.consumer_policy';
export const failures = 'aws_sqs_queue.consumer_failures';
export const logs = 'aws_cloudwatch_log_group.consumer_logs';
/** A second reader of the stream, without a filter and without a failure destination. */
export const second = 'aws_lambda_event_source_mapping.second';

/** The one alarm of the stack that the cases change. */
export const alarm = 'aws_cloudwatch_metric_alarm.alarm_behind';

/** What no case touches is left out: each resource costs every plan time. */
const onlyWhatCasesTouch: Edit = all(
  (stack) => {
    delete stack['output'];
  },
  drop('aws_sqs_queue_policy.consumer_failures_tls'),
  ({ resource }) => {
    const alarms = resource?.['aws_cloudwatch_metric_alarm'] ?? {};
    for (const name of Object.keys(alarms)) if (!alarm.endsWith(`.${name}`)) delete alarms[name];
  },
);

/** Terraform itself would refuse to plan what plan-check is to find; see `tables.ts`. */
const unprotected: Edit = all(
  set(table, { lifecycle: undefined }),
  set('aws_dynamodb_table.orders_by_customer', { lifecycle: undefined }),
);

/** The deployed stack of the cases, with more beside it, so that there is something to take away. */
export const surroundings: Edit = all(
  onlyWhatCasesTouch,
  unprotected,
  add('aws_dynamodb_table.archive', {
    name: 'archive',
    billing_mode: 'PAY_PER_REQUEST',
    hash_key: 'id',
    attribute: [{ name: 'id', type: 'S' }],
  }),
  add('aws_sqs_queue.spare', { name: 'spare' }),
  add('aws_s3_bucket.archive', { bucket: 'archive' }),
  add('aws_sns_topic.spare', { name: 'spare' }),
  add('aws_cloudwatch_event_bus.spare', { name: 'spare' }),
  add('aws_cloudwatch_log_group.spare', { name: 'spare', retention_in_days: 30 }),
  add(second, {
    event_source_arn: reference(`${table}.stream_arn`),
    function_name: reference(`${fn}.arn`),
    starting_position: 'TRIM_HORIZON',
    maximum_retry_attempts: 10,
    maximum_record_age_in_seconds: -1,
  }),
);
