import { describe, expect, test } from '@jest/globals';
import { Testing } from 'cdktf';
import { bundleFolder, reference, resource, synthesized } from './synthesized.js';

const { text, stack } = synthesized('dev');

function expectResource(type: string, properties: Readonly<Record<string, unknown>>): void {
  expect(Testing.toHaveResourceWithProperties(text, type, properties)).toBe(true);
}

describe('the Orders table', () => {
  test('streams the item before and after each change', () => {
    expectResource('aws_dynamodb_table', {
      stream_enabled: true,
      stream_view_type: 'NEW_AND_OLD_IMAGES',
    });
  });

  test('is billed on demand, backed up by the second, and forgets orders by expiresAt', () => {
    expectResource('aws_dynamodb_table', {
      billing_mode: 'PAY_PER_REQUEST',
      point_in_time_recovery: { enabled: true },
      ttl: { attribute_name: 'expiresAt', enabled: true },
    });
  });

  test.each([
    ['dev', false],
    ['staging', false],
    ['prod', true],
  ] as const)('in %s is protected from deletion: %s', (environment, expected) => {
    const table = resource(synthesized(environment).stack, 'aws_dynamodb_table', 'orders');
    expect(table['deletion_protection_enabled']).toBe(expected);
    expect(table['lifecycle']).toEqual(expected ? { prevent_destroy: true } : undefined);
  });
});

test.each(['orders', 'orders_by_customer'])('the table %s is encrypted and backed up', (name) => {
  expect(resource(stack, 'aws_dynamodb_table', name)).toMatchObject({
    server_side_encryption: { enabled: true },
    point_in_time_recovery: { enabled: true },
  });
});

test.each([
  ['dev', 7],
  ['staging', 30],
  ['prod', 365],
] as const)('%s keeps the log for %i days', (environment, days) => {
  const logs = resource(synthesized(environment).stack, 'aws_cloudwatch_log_group');
  expect(logs['retention_in_days']).toBe(days);
});

describe('the mapping', () => {
  test('reads the stream of the table, from its oldest record', () => {
    expectResource('aws_lambda_event_source_mapping', {
      event_source_arn: reference('aws_dynamodb_table.orders.stream_arn'),
      function_name: reference('aws_lambda_alias.consumer_live.arn'),
      starting_position: 'TRIM_HORIZON',
    });
  });

  test('isolates a bad record: partial answers, bisection, bounded retries', () => {
    expectResource('aws_lambda_event_source_mapping', {
      function_response_types: ['ReportBatchItemFailures'],
      bisect_batch_on_function_error: true,
      maximum_retry_attempts: 3,
      maximum_record_age_in_seconds: 3600,
    });
  });

  test('leaves word of what it gave up on in the failure queue', () => {
    expectResource('aws_lambda_event_source_mapping', {
      destination_config: {
        on_failure: { destination_arn: reference('aws_sqs_queue.consumer_failures.arn') },
      },
    });
  });

  test('waits for the rights it needs', () => {
    expectResource('aws_lambda_event_source_mapping', {
      depends_on: ['aws_iam_role_policy.consumer_policy'],
    });
  });
});

test('the function runs on arm64 and Node 24, and writes JSON to its own log group', () => {
  expectResource('aws_lambda_function', {
    architectures: ['arm64'],
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    logging_config: {
      log_format: 'JSON',
      log_group: reference('aws_cloudwatch_log_group.consumer_logs.name'),
    },
  });
});

test('the alias follows the version that Lambda published last', () => {
  expectResource('aws_lambda_function', { publish: true });
  expectResource('aws_lambda_alias', {
    function_name: reference('aws_lambda_function.consumer_function.function_name'),
    function_version: reference('aws_lambda_function.consumer_function.version'),
  });
});

test.each(['consumer_failures', 'parking'])(
  'the queue %s is encrypted and keeps messages for 14 days',
  (name) => {
    const queue = resource(stack, 'aws_sqs_queue', name);

    expect(queue['message_retention_seconds']).toBe(1_209_600);
    expect(queue['sqs_managed_sse_enabled']).toBe(true);
  },
);

test.each(['consumer_failures', 'parking'])('the queue %s refuses plain HTTP', (name) => {
  const policy = resource(stack, 'aws_sqs_queue_policy', `${name}_tls`);

  expect(policy['queue_url']).toBe(reference(`aws_sqs_queue.${name}.url`));
  expect(JSON.parse(String(policy['policy']))).toMatchObject({
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: [reference(`aws_sqs_queue.${name}.arn`)],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

test.each([
  ['PARKING_QUEUE_URL', 'aws_sqs_queue.parking.url'],
  ['PROJECTION_TABLE_NAME', 'aws_dynamodb_table.orders_by_customer.name'],
  ['EVENT_BUS_NAME', 'aws_cloudwatch_event_bus.bus.name'],
])('the function learns %s by reference', (variable, path) => {
  const { environment } = resource(stack, 'aws_lambda_function') as unknown as {
    environment: { variables: Record<string, string> };
  };

  expect(environment.variables[variable]).toBe(reference(path));
});

test("prod keeps capacity for the function; dev shares the account's", () => {
  const prod = resource(synthesized('prod').stack, 'aws_lambda_function');

  expect(prod['reserved_concurrent_executions']).toBe(50);
  expect(resource(stack, 'aws_lambda_function')).not.toHaveProperty(
    'reserved_concurrent_executions',
  );
});

test('the provider is pinned to the version its bindings were made from', () => {
  expect(stack.terraform['required_providers']).toEqual({
    aws: { source: 'aws', version: '6.25.0' },
  });
});

describe('a bucket as failure destination', () => {
  const { stack: withBucket } = synthesized('dev', bundleFolder(), {
    failureDestination: 'bucket',
  });

  test('takes the place of the failure queue', () => {
    expect(Object.keys(withBucket.resource['aws_sqs_queue'] ?? {})).toEqual(['parking']);
    expect(resource(withBucket, 'aws_lambda_event_source_mapping')['destination_config']).toEqual({
      on_failure: { destination_arn: reference('aws_s3_bucket.consumer_failures_bucket.arn') },
    });
  });

  test('is closed to the public, refuses plain HTTP, and empties itself', () => {
    expect(resource(withBucket, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const bucket = reference('aws_s3_bucket.consumer_failures_bucket.arn');
    expect(
      JSON.parse(String(resource(withBucket, 'aws_s3_bucket_policy')['policy'])),
    ).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucket, `${bucket}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
    expect(resource(withBucket, 'aws_s3_bucket_lifecycle_configuration')).toMatchObject({
      rule: [{ status: 'Enabled', expiration: [{ days: 30 }] }],
    });
  });
});

test('the whole of dev, as it is deployed', () => {
  expect(text).toMatchSnapshot();
});
