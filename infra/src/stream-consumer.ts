import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { FunctionCode } from './function-code.js';
import { type PolicyStatement, policyDocument, trustService } from './iam.js';
import type { FunctionSettings, MappingSettings } from './settings.js';

export interface StreamConsumerProps {
  /** Name of the function; the queue, the role and the log group are named after it. */
  readonly name: string;
  /** ARN of the stream to read: a new table's `streamArn`, or that of a table made elsewhere. */
  readonly streamArn: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  /** Filter patterns, OR-ed by Lambda. */
  readonly filters: readonly string[];
  readonly function: FunctionSettings;
  readonly mapping: MappingSettings;
  readonly logRetentionDays: number;
}

const fourteenDays = 14 * 24 * 3600;

/**
 * A function that consumes one DynamoDB stream, with all it takes to run: role, log group, event
 * source mapping, and the queue where Lambda leaves word of the batches it gave up on.
 */
export class StreamConsumer extends Construct {
  readonly function: LambdaFunction;
  readonly mapping: LambdaEventSourceMapping;
  readonly failures: SqsQueue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    this.failures = new SqsQueue(this, 'failures', {
      name: `${props.name}-failures`,
      messageRetentionSeconds: fourteenDays,
      sqsManagedSseEnabled: true,
    });
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: props.name,
      assumeRolePolicy: trustService('lambda.amazonaws.com'),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'consume-stream',
      role: role.name,
      policy: policyDocument(consumerStatements(props.streamArn, logs.arn, this.failures.arn)),
    });
    this.function = this.#function(props, role, logs);
    this.mapping = this.#mapping(props, policy);
  }

  #function(props: StreamConsumerProps, role: IamRole, logs: CloudwatchLogGroup): LambdaFunction {
    const code = new TerraformAsset(this, 'code', {
      path: props.code.zipFile,
      type: AssetType.FILE,
    });
    return new LambdaFunction(this, 'function', {
      functionName: props.name,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: props.code.sha256,
      memorySize: props.function.memoryMegabytes,
      timeout: props.function.timeoutSeconds,
      environment: { variables: { ...props.environment } },
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
    });
  }

  #mapping(props: StreamConsumerProps, policy: IamRolePolicy): LambdaEventSourceMapping {
    return new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: props.streamArn,
      functionName: this.function.arn,
      // LATEST would skip what is written between the mapping's creation and its first poll, which
      // can take minutes; TRIM_HORIZON starts at the oldest record the stream still has.
      startingPosition: 'TRIM_HORIZON',
      batchSize: props.mapping.batchSize,
      maximumBatchingWindowInSeconds: props.mapping.batchingWindowSeconds,
      parallelizationFactor: props.mapping.parallelizationFactor,
      maximumRetryAttempts: props.mapping.maximumRetryAttempts,
      maximumRecordAgeInSeconds: props.mapping.maximumRecordAgeSeconds,
      bisectBatchOnFunctionError: props.mapping.bisectBatchOnError,
      functionResponseTypes: ['ReportBatchItemFailures'],
      filterCriteria: { filter: props.filters.map((pattern) => ({ pattern })) },
      destinationConfig: { onFailure: { destinationArn: this.failures.arn } },
      // Lambda checks at creation that the role can read the stream.
      dependsOn: [policy],
    });
  }
}

function consumerStatements(
  streamArn: string,
  logGroupArn: string,
  failuresArn: string,
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
    {
      Sid: 'ReportFailures',
      Effect: 'Allow',
      Action: ['sqs:SendMessage'],
      Resource: failuresArn,
    },
  ];
}
