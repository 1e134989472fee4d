import type { PolicyStatement } from '../iam.js';
import { allow, deny } from './plan-statements.js';
import { resourcesOf, type StackScope } from './stack-scope.js';

/** What `terraform apply` does on top of what a plan reads. */
export function deployStatements(scope: StackScope): readonly PolicyStatement[] {
  const resources = resourcesOf(scope);
  return [
    allow('WriteState', ['s3:PutObject'], resources.state),
    allow('LockState', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resources.stateLock),
    allow(
      'WriteTables',
      [
        'dynamodb:CreateTable',
        'dynamodb:UpdateTable',
        'dynamodb:DeleteTable',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:UpdateTimeToLive',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
      ],
      resources.tables,
    ),
    allow(
      'WriteFunctions',
      [
        'lambda:CreateFunction',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        'lambda:DeleteFunction',
        'lambda:PublishVersion',
        'lambda:CreateAlias',
        'lambda:UpdateAlias',
        'lambda:DeleteAlias',
        'lambda:PutFunctionConcurrency',
        'lambda:DeleteFunctionConcurrency',
        'lambda:TagResource',
        'lambda:UntagResource',
      ],
      resources.functions,
    ),
    {
      // The resource has no name that could be known before; the function it invokes narrows it.
      ...allow(
        'WriteMappings',
        [
          'lambda:CreateEventSourceMapping',
          'lambda:UpdateEventSourceMapping',
          'lambda:DeleteEventSourceMapping',
        ],
        '*',
      ),
      Condition: { ArnLike: { 'lambda:FunctionArn': String(resources.functions[0]) } },
    },
    allow('TagMappings', ['lambda:TagResource', 'lambda:UntagResource'], resources.mappings),
    allow(
      'WriteQueues',
      [
        'sqs:CreateQueue',
        'sqs:SetQueueAttributes',
        'sqs:DeleteQueue',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      resources.queues,
    ),
    allow(
      'WriteTopics',
      [
        'sns:CreateTopic',
        'sns:SetTopicAttributes',
        'sns:DeleteTopic',
        'sns:TagResource',
        'sns:UntagResource',
      ],
      resources.topics,
    ),
    allow(
      'WriteBus',
      [
        'events:CreateEventBus',
        'events:UpdateEventBus',
        'events:DeleteEventBus',
        'events:TagResource',
        'events:UntagResource',
      ],
      resources.buses,
    ),
    allow(
      'WriteLogGroups',
      [
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:PutRetentionPolicy',
        'logs:DeleteRetentionPolicy',
        'logs:TagResource',
        'logs:UntagResource',
      ],
      resources.logGroups,
    ),
    allow(
      'WriteAlarms',
      [
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:DeleteAlarms',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources.alarms,
    ),
    allow(
      'WriteDashboards',
      ['cloudwatch:PutDashboard', 'cloudwatch:DeleteDashboards'],
      resources.dashboards,
    ),
    allow(
      'WriteBuckets',
      [
        's3:CreateBucket',
        's3:DeleteBucket',
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketTagging',
        's3:PutLifecycleConfiguration',
        's3:TagResource',
        's3:UntagResource',
      ],
      resources.buckets,
    ),
    ...roleStatements(resources),
  ];
}

/**
 * What may be done to roles. Whoever can give a role any right, and hand it to a function, has that
 * right: so a role is made, and given rights, only under the boundary, and nothing loosens that.
 */
function roleStatements({
  roles,
  roleBoundary,
}: ReturnType<typeof resourcesOf>): readonly PolicyStatement[] {
  return [
    {
      ...allow(
        'WriteBoundedRoles',
        ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'],
        roles,
      ),
      Condition: { StringEquals: { 'iam:PermissionsBoundary': roleBoundary } },
    },
    // None of these gives a role a right. AWS asks for no boundary in all but DeleteRolePolicy, which
    // must reach roles from before there was a boundary.
    allow(
      'TendRoles',
      [
        'iam:UpdateRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:TagRole',
        'iam:UntagRole',
      ],
      roles,
    ),
    {
      ...allow('HandRoleToLambda', ['iam:PassRole'], roles),
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
    // Denied, and not only left out: a right that is added to this role one day must not undo it.
    deny('KeepBoundaryOnRoles', ['iam:DeleteRolePermissionsBoundary'], '*'),
    deny(
      'KeepBoundaryAsItIs',
      [
        'iam:CreatePolicyVersion',
        'iam:SetDefaultPolicyVersion',
        'iam:DeletePolicyVersion',
        'iam:DeletePolicy',
      ],
      roleBoundary,
    ),
  ];
}
