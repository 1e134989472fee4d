import { expect, test } from '@jest/globals';
import { bundleFolder, synthesized } from './synthesized.js';

/**
 * The addresses under which deployed state knows what must not be made anew: a table with its
 * stream, the place of a mapping, what waits in a queue or bucket. Whoever renames a construct has
 * to write a `moved` block for it, and only then may change this list.
 */
const kept = [
  'aws_cloudwatch_event_bus.bus',
  'aws_cloudwatch_log_group.consumer_logs',
  'aws_dynamodb_table.orders',
  'aws_dynamodb_table.orders_by_customer',
  'aws_lambda_alias.consumer_live',
  'aws_lambda_event_source_mapping.consumer_mapping',
  'aws_lambda_function.consumer_function',
  'aws_s3_bucket.consumer_failures_bucket',
  'aws_s3_bucket.parking_large_bucket',
  'aws_sns_topic.alarm_topic',
  'aws_sqs_queue.consumer_failures',
  'aws_sqs_queue.parking',
];

test('what holds records stands where every deployed state knows it', () => {
  const types = new Set(kept.map((address) => address.split('.')[0] ?? ''));
  const addresses = (['queue', 'bucket'] as const).flatMap((failureDestination) => {
    const { stack } = synthesized('prod', bundleFolder(), { failureDestination });
    return Object.entries(stack.resource)
      .filter(([type]) => types.has(type))
      .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
  });

  expect([...new Set(addresses)].sort()).toEqual(kept);
});
