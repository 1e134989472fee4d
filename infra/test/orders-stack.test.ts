import { describe, expect, test } from '@jest/globals';
import { Testing } from 'cdktf';
import { reference, resource, synthesized } from './synthesized.js';

const { text } = synthesized('dev');

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
  });
});

describe('the mapping', () => {
  test('reads the stream of the table, from its oldest record', () => {
    expectResource('aws_lambda_event_source_mapping', {
      event_source_arn: reference('aws_dynamodb_table.orders.stream_arn'),
      function_name: reference('aws_lambda_function.consumer_function.arn'),
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

test('the failure queue is encrypted and keeps its messages for 14 days', () => {
  expectResource('aws_sqs_queue', {
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
});
