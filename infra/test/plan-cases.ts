import type { StackFile } from './synthesized.js';
import { reference } from './synthesized.js';

/** One edit of a deployed stack, and what plan-check must say of the plan that follows. */
export interface PlanCase {
  readonly title: string;
  readonly edit: Edit;
  /** Each finding as "level rule", in the order reported. None: the plan is harmless. */
  readonly findings: readonly string[];
  /** Further arguments of `terraform plan`. */
  readonly args?: readonly string[];
}

type Editable = {
  [section: string]: Record<string, Record<string, Record<string, unknown>>>;
};
export type Edit = (stack: Editable) => void;

const set =
  (address: string, attributes: Readonly<Record<string, unknown>>): Edit =>
  ({ resource }) => {
    const [type = '', name = ''] = address.split('.');
    const resources = resource?.[type];
    if (resources?.[name] === undefined) throw new Error(`the stack has no ${address}`);
    // `undefined` takes the attribute out, since it does not survive JSON.
    Object.assign(resources[name], attributes);
  };

const add =
  (address: string, attributes: Readonly<Record<string, unknown>>): Edit =>
  (stack) => {
    const [type = '', name = ''] = address.split('.');
    stack['resource'] = {
      ...stack['resource'],
      [type]: { ...stack['resource']?.[type], [name]: { ...attributes } },
    };
  };

const drop =
  (...addresses: readonly string[]): Edit =>
  ({ resource }) => {
    for (const address of addresses) {
      const [type = '', name = ''] = address.split('.');
      if (resource?.[type]?.[name] === undefined) throw new Error(`the stack has no ${address}`);
      delete resource[type][name];
      if (Object.keys(resource[type]).length === 0) delete resource[type];
    }
  };

const all =
  (...edits: readonly Edit[]): Edit =>
  (stack) => {
    for (const edit of edits) edit(stack);
  };

const replaceText =
  (address: string, attribute: string, before: string, after: string): Edit =>
  (stack) => {
    const [type = '', name = ''] = address.split('.');
    const text = String(stack['resource']?.[type]?.[name]?.[attribute]);
    if (!text.includes(before)) throw new Error(`${address}.${attribute} has no ${before}`);
    set(address, { [attribute]: text.replaceAll(before, after) })(stack);
  };

const table = 'aws_dynamodb_table.orders';
const mapping = 'aws_lambda_event_source_mapping.consumer_mapping';
const fn = 'aws_lambda_function.consumer_function';
const policy = 'aws_iam_role_policy.consumer_policy';
const failures = 'aws_sqs_queue.consumer_failures';
const logs = 'aws_cloudwatch_log_group.consumer_logs';
const second = 'aws_lambda_event_source_mapping.second';

const placed = { eventName: ['INSERT', 'REMOVE'] };
const steps = (...statuses: readonly string[]): object => ({
  eventName: ['MODIFY'],
  dynamodb: { NewImage: { status: { S: statuses } } },
});
const filters = (...patterns: readonly object[]): Edit =>
  set(mapping, {
    filter_criteria: { filter: patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  });

/** What stands beside the Orders stack, so that there is something to take away. */
export const surroundings: Edit = all(
  (stack) => {
    delete stack['output'];
  },
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

const streamCases: readonly PlanCase[] = [
  {
    title: 'the stream switched off',
    edit: set(table, { stream_enabled: false, stream_view_type: undefined }),
    findings: [
      'loss stream-off',
      'loss mapping-replaced',
      'loss mapping-replaced',
      'note rights-unknown',
    ],
  },
  {
    title: 'the stream left out',
    edit: set(table, { stream_enabled: undefined, stream_view_type: undefined }),
    findings: [
      'loss stream-off',
      'loss mapping-replaced',
      'loss mapping-replaced',
      'note rights-unknown',
    ],
  },
  ...['NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'].map((view) => ({
    title: `the stream's view changed to ${view}`,
    edit: set(table, { stream_view_type: view }),
    findings: [
      'loss stream-view-changed',
      'loss mapping-replaced',
      'loss mapping-replaced',
      'note rights-unknown',
    ],
  })),
];

const tableCases: readonly PlanCase[] = [
  {
    title: 'the table renamed',
    edit: set(table, { name: 'other' }),
    findings: [
      'loss table-replaced',
      'loss mapping-replaced',
      'loss mapping-replaced',
      'note rights-unknown',
    ],
  },
  {
    title: 'the key of the table changed',
    edit: set(table, { hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] }),
    findings: [
      'loss table-replaced',
      'loss mapping-replaced',
      'loss mapping-replaced',
      'note rights-unknown',
    ],
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
    args: ['-replace=aws_dynamodb_table.archive'],
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

const mappingCases: readonly PlanCase[] = [
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
    args: [`-replace=${mapping}`],
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

const filterCases: readonly PlanCase[] = [
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

const storeCases: readonly PlanCase[] = [
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
    edit: drop('aws_cloudwatch_metric_alarm.alarm_behind'),
    findings: ['risk alarm-deleted'],
  },
  {
    title: 'an alarm silenced',
    edit: set('aws_cloudwatch_metric_alarm.alarm_behind', { actions_enabled: false }),
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

const functionCases: readonly PlanCase[] = [
  {
    title: "the function's timeout raised above the visibility of its failure queue",
    edit: set(fn, { timeout: 900 }),
    findings: ['risk visibility-below-timeout'],
  },
  {
    title: "a queue's visibility lowered below the function's timeout",
    edit: set(failures, { visibility_timeout_seconds: 10 }),
    findings: ['risk visibility-below-timeout'],
  },
  {
    title: 'the function switched off by reserved concurrency 0',
    edit: set(fn, { reserved_concurrent_executions: 0 }),
    findings: ['risk function-off'],
  },
  {
    title: 'a policy opened to every resource',
    edit: replaceText(policy, 'policy', reference('aws_sqs_queue.parking.arn'), '*'),
    findings: ['risk rights-widened'],
  },
  {
    title: 'an action added to a policy',
    edit: replaceText(
      policy,
      'policy',
      '"events:PutEvents"',
      '"events:PutEvents","events:PutRule"',
    ),
    findings: ['risk rights-widened'],
  },
  {
    title: 'the right to read the stream taken away',
    edit: replaceText(policy, 'policy', '"dynamodb:GetRecords",', ''),
    findings: ['risk rights-withdrawn'],
  },
  {
    title: 'another right taken away',
    edit: replaceText(policy, 'policy', '"logs:CreateLogStream",', ''),
    findings: ['note rights-withdrawn'],
  },
  {
    title: 'a role that others may assume, too',
    edit: replaceText(
      'aws_iam_role.consumer_role',
      'assume_role_policy',
      '"lambda.amazonaws.com"',
      '["lambda.amazonaws.com","ec2.amazonaws.com"]',
    ),
    findings: ['risk rights-widened'],
  },
  {
    title: 'a new policy that allows everything',
    edit: add('aws_iam_role_policy.all', {
      role: reference('aws_iam_role.consumer_role.name'),
      name: 'all',
      policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
    }),
    findings: ['risk rights-widened'],
  },
];

const harmlessEdits: Readonly<Record<string, Edit>> = {
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
  'a new alarm threshold': set('aws_cloudwatch_metric_alarm.alarm_behind', { threshold: 1000 }),
  'a renamed alarm': set('aws_cloudwatch_metric_alarm.alarm_behind', { alarm_name: 'renamed' }),
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

export const planCases: readonly PlanCase[] = [
  ...streamCases,
  ...tableCases,
  ...mappingCases,
  ...filterCases,
  ...storeCases,
  ...functionCases,
  ...Object.entries(harmlessEdits).map(([title, edit]) => ({ title, edit, findings: [] })),
];

export function edited(stack: StackFile, edit: Edit): string {
  const copy = structuredClone(stack) as unknown as Editable;
  edit(copy);
  return JSON.stringify(copy);
}
