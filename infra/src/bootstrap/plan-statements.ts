import type { PolicyStatement } from '../iam.js';
import { resourcesOf, type StackScope } from './stack-scope.js';

/** What `terraform plan -lock=false` reads: the state, and what the resources look like. No data. */
export function planStatements(scope: StackScope): readonly PolicyStatement[] {
  const resources = resourcesOf(scope);
  return [
    allow('FindState', ['s3:ListBucket'], scope.stateBucketArn),
    allow('ReadState', ['s3:GetObject'], resources.state),
    allow(
      'ReadTables',
      [
        'dynamodb:DescribeTable',
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:ListTagsOfResource',
      ],
      resources.tables,
    ),
    allow(
      'ReadFunctions',
      [
        'lambda:GetFunction',
        'lambda:GetFunctionConfiguration',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:GetFunctionConcurrency',
        'lambda:GetAlias',
        'lambda:ListVersionsByFunction',
        'lambda:ListTags',
      ],
      resources.functions,
    ),
    // A mapping is named by a UUID that AWS makes up, and reading one asks for no narrower resource.
    allow('ReadMappings', ['lambda:GetEventSourceMapping', 'lambda:ListTags'], resources.mappings),
    allow(
      'ReadQueues',
      ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListQueueTags'],
      resources.queues,
    ),
    allow('ReadTopics', ['sns:GetTopicAttributes', 'sns:ListTagsForResource'], resources.topics),
    allow('ReadBus', ['events:DescribeEventBus', 'events:ListTagsForResource'], resources.buses),
    allow('ReadLogGroups', ['logs:ListTagsForResource'], resources.logGroups),
    // DescribeLogGroups and DescribeAlarms search the account: AWS takes no narrower resource.
    allow('FindLogGroups', ['logs:DescribeLogGroups', 'cloudwatch:DescribeAlarms'], '*'),
    allow('ReadAlarms', ['cloudwatch:ListTagsForResource'], resources.alarms),
    allow('ReadDashboards', ['cloudwatch:GetDashboard'], resources.dashboards),
    allow(
      'ReadBuckets',
      [
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetAccelerateConfiguration',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:ListTagsForResource',
      ],
      resources.buckets,
    ),
    allow(
      'ReadRoles',
      [
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListRolePolicies',
        'iam:ListAttachedRolePolicies',
        'iam:ListInstanceProfilesForRole',
      ],
      resources.roles,
    ),
  ];
}

export function allow(
  sid: string,
  actions: readonly string[],
  resource: string | readonly string[],
): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resource };
}

export function deny(sid: string, actions: readonly string[], resource: string): PolicyStatement {
  return { Sid: sid, Effect: 'Deny', Action: actions, Resource: resource };
}
