import type { Resource, StackFile } from './stack-file.js';

/** What the local cloud says about one resource, or one of its settings. */
export interface Finding {
  /** `aws_lambda_function.consumer`, or `aws_lambda_function.consumer.layers`. */
  readonly where: string;
  readonly why: string;
}

/** What of a stack has no counterpart on a laptop. */
export interface StackReport {
  /** Left out without loss: nobody needs an alarm on a laptop. */
  readonly notNeeded: readonly Finding[];
  /** Left out with a difference in behaviour: to be shown to the user. */
  readonly unsupported: readonly Finding[];
}

interface Support {
  /** Settings that the local cloud acts on. */
  readonly runs: readonly string[];
  /** Settings that mean nothing on a laptop. */
  readonly notNeeded: readonly string[];
}

/** Settings that every resource may have. */
const anyResource = ['//', 'depends_on', 'provider', 'lifecycle', 'tags', 'tags_all', 'region'];

const supported: Readonly<Record<string, Support>> = {
  aws_dynamodb_table: {
    runs: [
      'name',
      'hash_key',
      'range_key',
      'attribute',
      'billing_mode',
      'read_capacity',
      'write_capacity',
      'global_secondary_index',
      'local_secondary_index',
      'stream_enabled',
      'stream_view_type',
      'ttl',
    ],
    notNeeded: [
      'deletion_protection_enabled',
      'point_in_time_recovery',
      'server_side_encryption',
      'table_class',
      'on_demand_throughput',
    ],
  },
  aws_sqs_queue: {
    runs: [
      'name',
      'delay_seconds',
      'max_message_size',
      'message_retention_seconds',
      'receive_wait_time_seconds',
      'redrive_policy',
      'visibility_timeout_seconds',
    ],
    notNeeded: [
      'sqs_managed_sse_enabled',
      'kms_master_key_id',
      'kms_data_key_reuse_period_seconds',
      'policy',
      'redrive_allow_policy',
    ],
  },
  aws_lambda_function: {
    runs: [
      'function_name',
      'filename',
      'handler',
      'runtime',
      'memory_size',
      'timeout',
      'environment',
      'reserved_concurrent_executions',
      'publish',
      'role',
      'description',
      'logging_config',
      'package_type',
      'source_code_hash',
    ],
    notNeeded: [
      'architectures',
      'ephemeral_storage',
      'kms_key_arn',
      'tracing_config',
      'vpc_config',
    ],
  },
  aws_sns_topic: { runs: ['name'], notNeeded: ['kms_master_key_id', 'policy', 'display_name'] },
  aws_sns_topic_subscription: {
    runs: ['topic_arn', 'protocol', 'endpoint', 'raw_message_delivery'],
    notNeeded: [],
  },
  aws_s3_bucket: { runs: ['bucket', 'bucket_prefix'], notNeeded: ['force_destroy'] },
  aws_cloudwatch_event_bus: { runs: ['name'], notNeeded: ['kms_key_identifier', 'description'] },
  aws_lambda_alias: {
    runs: ['name', 'function_name', 'function_version', 'description'],
    notNeeded: [],
  },
  aws_lambda_event_source_mapping: {
    runs: [
      'event_source_arn',
      'function_name',
      'enabled',
      'batch_size',
      'maximum_batching_window_in_seconds',
      'parallelization_factor',
      'starting_position',
      'maximum_retry_attempts',
      'maximum_record_age_in_seconds',
      'bisect_batch_on_function_error',
      'tumbling_window_in_seconds',
      'function_response_types',
      'filter_criteria',
      'destination_config',
      'metrics_config',
    ],
    notNeeded: ['kms_key_arn'],
  },
};

const notNeededTypes: Readonly<Record<string, string>> = {
  aws_cloudwatch_dashboard: 'a dashboard needs CloudWatch',
  aws_cloudwatch_log_group: 'logs go to the terminal',
  aws_cloudwatch_metric_alarm: 'an alarm needs CloudWatch',
  aws_s3_bucket_lifecycle_configuration: 'objects live as long as the cloud runs',
  aws_s3_bucket_policy: 'everything may be done on a laptop',
  aws_s3_bucket_public_access_block: 'everything may be done on a laptop',
  aws_s3_bucket_server_side_encryption_configuration: 'nothing is encrypted on a laptop',
  aws_sns_topic_policy: 'everything may be done on a laptop',
  aws_sqs_queue_policy: 'everything may be done on a laptop',
  aws_iam_policy: 'everything may be done on a laptop',
  aws_iam_role: 'everything may be done on a laptop',
  aws_iam_role_policy: 'everything may be done on a laptop',
  aws_iam_role_policy_attachment: 'everything may be done on a laptop',
  aws_lambda_permission: 'everything may be done on a laptop',
};

/** Says of every section, resource and setting that the local cloud leaves out, and why. */
export function reportSupport(stack: StackFile): StackReport {
  const notNeeded: Finding[] = [];
  const unsupported: Finding[] = stack.otherSections.map((where) => ({
    where,
    why: 'the local cloud does not read this section',
  }));
  for (const where of stack.dataSources) {
    // What is brought up and refers to it all the same is refused by name.
    if (where.startsWith('data.aws_caller_identity.'))
      notNeeded.push({ where, why: 'a laptop has one account, which asks nobody who it is' });
    else unsupported.push({ where, why: 'the local cloud reads no data sources' });
  }
  for (const resource of stack.resources) {
    const support = supported[resource.type];
    const harmless = notNeededTypes[resource.type];
    if (harmless !== undefined) {
      notNeeded.push({ where: resource.address, why: harmless });
    } else if (support === undefined) {
      unsupported.push({
        where: resource.address,
        why: `the local cloud has no ${resource.type}`,
      });
    } else {
      for (const refusal of refusedValues(resource)) unsupported.push(refusal);
      for (const setting of Object.keys(resource.settings)) {
        const where = `${resource.address}.${setting}`;
        if (support.runs.includes(setting) || anyResource.includes(setting)) continue;
        if (support.notNeeded.includes(setting))
          notNeeded.push({ where, why: 'no effect on a laptop' });
        else unsupported.push({ where, why: 'the local cloud does not act on this setting' });
      }
    }
  }
  return { notNeeded, unsupported };
}

/** Settings that are known, with a value that a laptop cannot run. */
function refusedValues({ address, type, settings }: Resource): readonly Finding[] {
  const protocol = settings['protocol'];
  return type === 'aws_sns_topic_subscription' && protocol !== 'sqs'
    ? [
        {
          where: `${address}.protocol`,
          why: `the local cloud delivers to sqs only, not to ${String(protocol)}`,
        },
      ]
    : [];
}
