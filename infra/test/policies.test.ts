import { describe, expect, test } from '@jest/globals';
import { reference, resource, type StackFile, synthesized } from './synthesized.js';

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** Where AWS offers nothing narrower. Every entry is explained where the statement is written. */
const allowedWildcards: Readonly<Record<string, string>> = {
  ListStreams: '*',
  WriteLogs: `${reference('aws_cloudwatch_log_group.consumer_logs.arn')}:*`,
};

const largeRecords = {
  ParkLarge: `${reference('aws_s3_bucket.parking_large_bucket.arn')}/*`,
};

describe.each(['dev', 'staging', 'prod'] as const)('every role of %s', (environment) => {
  const { stack } = synthesized(environment);
  const statements = rolePolicies(stack);

  test('has statements to look at', () => {
    expect(statements.length).toBeGreaterThan(0);
  });

  test('names each action in full', () => {
    const wildcards = statements.filter(({ Action }) =>
      Action.some((action) => action.includes('*')),
    );
    expect(wildcards).toEqual([]);
  });

  test('names each resource in full, but for those AWS cannot narrow', () => {
    const wildcards = statements
      .filter(({ Resource }) => [Resource].flat().some((resource) => resource.includes('*')))
      .map(({ Sid, Resource }) => [Sid, Resource] as const);
    expect(Object.fromEntries(wildcards)).toEqual(
      environment === 'dev' ? allowedWildcards : { ...allowedWildcards, ...largeRecords },
    );
  });

  test('does each thing to the one resource it is for', () => {
    expect(Object.fromEntries(statements.map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
      ...allowedWildcards,
      ...(environment === 'dev' ? {} : largeRecords),
      ReadStream: reference('aws_dynamodb_table.orders.stream_arn'),
      ReportFailures: reference('aws_sqs_queue.consumer_failures.arn'),
      Project: reference('aws_dynamodb_table.orders_by_customer.arn'),
      Notify: reference('aws_cloudwatch_event_bus.bus.arn'),
      Park: reference('aws_sqs_queue.parking.arn'),
    });
  });

  test('is taken by Lambda alone', () => {
    const { assume_role_policy } = resource(stack, 'aws_iam_role');
    expect((JSON.parse(String(assume_role_policy)) as { Statement: unknown }).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      },
    ]);
  });

  test('may read the one stream, log, report failures, and do what the reactions do', () => {
    expect(actionsBySid(statements)).toEqual({
      ReadStream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      ListStreams: ['dynamodb:ListStreams'],
      WriteLogs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ReportFailures: ['sqs:SendMessage'],
      Project: ['dynamodb:PutItem'],
      Notify: ['events:PutEvents'],
      Park: ['sqs:SendMessage'],
      ...(environment === 'dev' ? {} : { ParkLarge: ['s3:PutObject'] }),
    });
  });
});

function rolePolicies(stack: StackFile): readonly Statement[] {
  return Object.values(stack.resource['aws_iam_role_policy'] ?? {}).flatMap(
    ({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement,
  );
}

function actionsBySid(statements: readonly Statement[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(statements.map(({ Sid, Action }) => [Sid, Action]));
}
