import { describe, expect, test } from '@jest/globals';
import { bundleFolder, type Resource, type StackFile, synthesized } from './synthesized.js';

/** Longest name that AWS takes, by resource type and attribute. */
const longest: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aws_dynamodb_table: { name: 255 },
  aws_lambda_function: { function_name: 64 },
  aws_lambda_alias: { name: 128 },
  aws_iam_role: { name: 64 },
  aws_iam_role_policy: { name: 128 },
  aws_sqs_queue: { name: 80 },
  aws_sns_topic: { name: 256 },
  aws_cloudwatch_event_bus: { name: 256 },
  aws_cloudwatch_log_group: { name: 512 },
  aws_cloudwatch_metric_alarm: { alarm_name: 255 },
  aws_cloudwatch_dashboard: { dashboard_name: 255 },
  // 63 in all, of which the provider's own ending takes 26.
  aws_s3_bucket: { bucket_prefix: 37 },
};

const everyStack = (['dev', 'staging', 'prod'] as const).flatMap((environment) =>
  (['queue', 'bucket'] as const).map((failureDestination) => ({
    environment,
    failureDestination,
    ...synthesized(environment, bundleFolder(), { failureDestination, parkingBucket: true }),
  })),
);

function namesOf(stack: StackFile): readonly (readonly [string, string, number])[] {
  return Object.entries(longest).flatMap(([type, limits]) =>
    Object.values(stack.resource[type] ?? {}).flatMap((one: Resource) =>
      Object.entries(limits).map(
        ([attribute, limit]) => [`${type}.${attribute}`, String(one[attribute]), limit] as const,
      ),
    ),
  );
}

describe.each(everyStack)(
  '$environment with a failure $failureDestination',
  ({ environment, stack }) => {
    test('has no name that AWS would refuse as too long', () => {
      expect(namesOf(stack).filter(([, name, limit]) => name.length > limit)).toEqual([]);
    });

    test('names everything after its environment, so that environments can share an account', () => {
      // An alias and a role's policy live inside of what carries the environment's name.
      const elsewhere = namesOf(stack).filter(
        ([where, name]) =>
          !/alias|role_policy/.test(where) &&
          !new RegExp(`^(/aws/lambda/)?millrace-${environment}(-|$)`).test(name),
      );
      expect(elsewhere).toEqual([]);
    });
  },
);
