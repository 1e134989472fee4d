import type { PolicyStatement } from './iam.js';

/** What Lambda needs to read one stream for a function, and the function to log. */
export function consumerStatements(
  streamArn: string,
  logGroupArn: string,
): readonly PolicyStatement[] {
  return [
    {
      Sid: 'ReadStream',
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      Resource: streamArn,
    },
    {
      // ListStreams asks what streams there are: AWS offers no resource to narrow it to.
      Sid: 'ListStreams',
      Effect: 'Allow',
      Action: ['dynamodb:ListStreams'],
      Resource: '*',
    },
    {
      // Lambda names the log streams itself, so the wildcard ends at this one log group.
      Sid: 'WriteLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${logGroupArn}:*`,
    },
  ];
}
