import type { ObjectValue, Value } from './value.js';

/** How a resource type of the real provider behaves in a plan, as far as no schema tells it. */
export interface Behaviour {
  /** Optional attributes that AWS fills in when they are left out. Nested ones by dotted path. */
  readonly optionalComputed?: readonly string[];
  /** What the provider itself puts in when an attribute is left out. */
  readonly defaults?: Readonly<Record<string, Value>>;
  /** A change of one of these replaces the resource. */
  readonly replacedBy?: readonly string[];
  /** Computed attributes that become unknown when one of the listed attributes changes. */
  readonly recomputed?: Readonly<Record<string, readonly string[]>>;
  /** Blocks that stay as they are in AWS when they are taken out of the configuration. */
  readonly keptBlocks?: readonly string[];
}

const everywhere = ['id', 'region', 'tags_all'];

/**
 * Written down from the provider's documentation and source, version 6.25.0, for the types that the
 * stacks here are made of. A type that is not listed is planned with its schema alone.
 */
const behaviours: Readonly<Record<string, Behaviour>> = {
  aws_dynamodb_table: {
    optionalComputed: ['hash_key', 'read_capacity', 'stream_view_type', 'write_capacity'],
    defaults: { billing_mode: 'PROVISIONED', deletion_protection_enabled: false },
    replacedBy: ['name', 'hash_key', 'range_key', 'local_secondary_index'],
    recomputed: {
      stream_arn: ['stream_enabled', 'stream_view_type'],
      stream_label: ['stream_enabled', 'stream_view_type'],
    },
    keptBlocks: ['point_in_time_recovery', 'server_side_encryption', 'ttl'],
  },
  aws_lambda_function: {
    optionalComputed: ['architectures', 'source_code_hash', 'logging_config.log_group'],
    defaults: { memory_size: 128, timeout: 3, publish: false, package_type: 'Zip' },
    replacedBy: ['function_name', 'package_type'],
    recomputed: {
      version: ['source_code_hash', 'environment', 'memory_size', 'timeout', 'runtime', 'handler'],
      qualified_arn: [
        'source_code_hash',
        'environment',
        'memory_size',
        'timeout',
        'runtime',
        'handler',
      ],
      last_modified: ['source_code_hash', 'filename'],
      code_sha256: ['source_code_hash', 'filename'],
    },
    keptBlocks: ['logging_config', 'ephemeral_storage'],
  },
  aws_lambda_alias: { replacedBy: ['name', 'function_name'] },
  aws_lambda_event_source_mapping: {
    optionalComputed: [
      'maximum_record_age_in_seconds',
      'maximum_retry_attempts',
      'parallelization_factor',
    ],
    defaults: { enabled: true },
    replacedBy: ['event_source_arn', 'starting_position', 'starting_position_timestamp'],
    recomputed: { function_arn: ['function_name'] },
  },
  aws_iam_role: {
    optionalComputed: ['managed_policy_arns', 'name', 'name_prefix'],
    defaults: { path: '/', max_session_duration: 3600, force_detach_policies: false },
    replacedBy: ['name', 'name_prefix', 'path'],
  },
  aws_iam_role_policy: {
    optionalComputed: ['name', 'name_prefix'],
    replacedBy: ['name', 'name_prefix', 'role'],
  },
  aws_sqs_queue: {
    optionalComputed: [
      'deduplication_scope',
      'fifo_throughput_limit',
      'kms_data_key_reuse_period_seconds',
      'name',
      'name_prefix',
      'policy',
      'redrive_allow_policy',
      'redrive_policy',
      'sqs_managed_sse_enabled',
    ],
    defaults: {
      delay_seconds: 0,
      message_retention_seconds: 345_600,
      visibility_timeout_seconds: 30,
      fifo_queue: false,
    },
    replacedBy: ['name', 'name_prefix', 'fifo_queue'],
  },
  aws_sqs_queue_policy: { replacedBy: ['queue_url'] },
  aws_cloudwatch_log_group: {
    optionalComputed: ['deletion_protection_enabled', 'log_group_class', 'name', 'name_prefix'],
    defaults: { retention_in_days: 0, skip_destroy: false },
    replacedBy: ['name', 'name_prefix', 'log_group_class'],
  },
  aws_cloudwatch_metric_alarm: {
    optionalComputed: ['evaluate_low_sample_count_percentiles'],
    defaults: { actions_enabled: true, treat_missing_data: 'missing' },
    replacedBy: ['alarm_name'],
  },
  aws_cloudwatch_dashboard: { replacedBy: ['dashboard_name'] },
  aws_cloudwatch_event_bus: { replacedBy: ['name', 'event_source_name'] },
  aws_sns_topic: {
    optionalComputed: [
      'fifo_throughput_scope',
      'name',
      'name_prefix',
      'policy',
      'signature_version',
      'tracing_config',
    ],
    replacedBy: ['name', 'name_prefix', 'fifo_topic'],
  },
  aws_s3_bucket: {
    optionalComputed: [
      'acceleration_status',
      'acl',
      'bucket',
      'bucket_prefix',
      'object_lock_enabled',
      'policy',
      'request_payer',
    ],
    defaults: { force_destroy: false },
    replacedBy: ['bucket', 'bucket_prefix'],
  },
  aws_s3_bucket_policy: { replacedBy: ['bucket'] },
  aws_s3_bucket_public_access_block: { replacedBy: ['bucket'] },
  aws_s3_bucket_lifecycle_configuration: {
    optionalComputed: ['transition_default_minimum_object_size'],
    replacedBy: ['bucket'],
  },
  aws_iam_openid_connect_provider: { optionalComputed: ['thumbprint_list'], replacedBy: ['url'] },
};

/** The resource types that the stub knows more of than their schema. */
export const knownTypes: readonly string[] = Object.keys(behaviours);

export function behaviourOf(type: string): Behaviour {
  return behaviours[type] ?? {};
}

export function optionalComputedOf(type: string): ReadonlySet<string> {
  return new Set([...everywhere, ...(behaviourOf(type).optionalComputed ?? [])]);
}

/** What the stub answers to who asks for a data source. */
export const dataSources: Readonly<Record<string, ObjectValue>> = {
  aws_caller_identity: {
    id: '123456789012',
    account_id: '123456789012',
    arn: 'arn:aws:iam::123456789012:user/stub',
    user_id: 'STUB',
  },
};
