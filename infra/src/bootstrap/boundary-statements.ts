import type { PolicyStatement } from '../iam.js';
import { allow } from './plan-statements.js';
import { resourcesOf, type StackScope } from './stack-scope.js';

/**
 * The most that a role of the stack may do, whatever its own policies say: what the function does,
 * on what carries the environment's name. It grants nothing by itself. A new right of the function
 * is added here, too, and the bootstrap applied, before the stack is deployed.
 *
 * Source: AWS IAM User Guide, "Permissions boundaries for IAM entities".
 */
export function boundaryStatements(scope: StackScope): readonly PolicyStatement[] {
  const resources = resourcesOf(scope);
  return [
    allow(
      'ReadStreams',
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources.streams,
    ),
    // ListStreams asks what streams there are: AWS offers no resource to narrow it to.
    allow('ListStreams', ['dynamodb:ListStreams'], '*'),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], resources.logGroups),
    allow('WriteItems', ['dynamodb:PutItem'], resources.tables),
    allow('SendMessages', ['sqs:SendMessage'], resources.queues),
    allow('PutEvents', ['events:PutEvents'], resources.buses),
    allow('WriteObjects', ['s3:PutObject'], resources.objects),
    allow('FindObjects', ['s3:ListBucket'], resources.buckets),
  ];
}
