import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { compileFilterCriteria } from '@millrace/filters';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { requireDeployable } from './check-settings.js';
import { consumerStatements } from './consumer-statements.js';
import { type FailureTarget, failureTarget } from './failure-destination.js';
import type { FunctionCode } from './function-code.js';
import { type PolicyStatement, policyDocument, trustService } from './iam.js';
import type { FailureDestination, FunctionSettings, MappingSettings } from './settings.js';
import { allowTwoConsumers, requireStreamArn } from './stream-rules.js';

/** What gives a filter pattern: a filter of `@millrace/filters`. */
export interface PatternSource {
  toPattern(): string;
}

export interface StreamConsumerProps {
  /** Name of the function; all that belongs to it is named after it. */
  readonly name: string;
  /** ARN of the stream to read: a new table's `streamArn`, or that of a table made elsewhere. */
  readonly streamArn: string;
  readonly code: FunctionCode;
  /** File and export, as Lambda wants them. Default: `index.handler`. */
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the function may do beyond reading the stream. */
  readonly grants?: readonly PolicyStatement[];
  /** ARN of the managed policy that bounds what the role may do at most. Default: none. */
  readonly permissionsBoundary?: string | undefined;
  /** Filters, OR-ed by Lambda; none lets every record through. Build them with `filterFor`. */
  readonly filters?: readonly PatternSource[];
  readonly function?: Partial<FunctionSettings>;
  readonly mapping?: Partial<MappingSettings>;
  /** Default: `queue`. */
  readonly failureDestination?: FailureDestination;
  /** Default: 30. */
  readonly logRetentionDays?: number;
}

const defaultFunction: FunctionSettings = {
  memoryMegabytes: 512,
  timeoutSeconds: 30,
  reservedConcurrency: null,
};

const defaultMapping: MappingSettings = {
  batchSize: 100,
  batchingWindowSeconds: 0,
  parallelizationFactor: 1,
  tumblingWindowSeconds: 0,
  maximumRetryAttempts: 3,
  maximumRecordAgeSeconds: 3600,
  bisectBatchOnError: true,
};

/**
 * A function that consumes one DynamoDB stream, with all it takes to run: role, log group, alias,
 * event source mapping, and the place where Lambda reports the batches it gave up on.
 *
 * @throws InfraError `STREAM_ARN_INVALID` for an ARN that is not a stream's, and `SETTINGS_INVALID`
 * for settings that AWS would refuse.
 * @throws FiltersError for a filter that Lambda would refuse, and at synth an Error for a third
 * consumer of one stream.
 */
export class StreamConsumer extends Construct {
  readonly function: LambdaFunction;
  readonly alias: LambdaAlias;
  readonly mapping: LambdaEventSourceMapping;
  readonly logs: CloudwatchLogGroup;
  readonly failures: FailureTarget;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    requireStreamArn(this, props.streamArn);
    allowTwoConsumers(this, props.streamArn);
    const size = { ...defaultFunction, ...props.function };
    const mapping = { ...defaultMapping, ...props.mapping };
    const logRetentionDays = props.logRetentionDays ?? 30;
    requireDeployable(`"${this.node.path}"`, { function: size, mapping, logRetentionDays });

    this.failures = failureTarget(
      this,
      props.failureDestination ?? 'queue',
      props.name,
      // Whoever redrives a message may invoke the function; six times its timeout is AWS's own rule.
      6 * size.timeoutSeconds,
    );
    this.logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: props.name,
      assumeRolePolicy: trustService('lambda.amazonaws.com'),
      ...(props.permissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: props.permissionsBoundary }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'consume-stream',
      role: role.name,
      policy: policyDocument([
        ...consumerStatements(props.streamArn, this.logs.arn),
        ...this.failures.grants,
        ...(props.grants ?? []),
      ]),
    });
    this.function = this.#function(props, size, role);
    this.alias = new LambdaAlias(this, 'live', {
      name: 'live',
      functionName: this.function.functionName,
      functionVersion: this.function.version,
    });
    this.mapping = this.#mapping(props, mapping, policy);
  }

  #function(props: StreamConsumerProps, size: FunctionSettings, role: IamRole): LambdaFunction {
    const code = new TerraformAsset(this, 'code', {
      path: props.code.zipFile,
      type: AssetType.FILE,
    });
    return new LambdaFunction(this, 'function', {
      functionName: props.name,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: props.handler ?? 'index.handler',
      filename: code.path,
      sourceCodeHash: props.code.sha256,
      publish: true,
      memorySize: size.memoryMegabytes,
      timeout: size.timeoutSeconds,
      ...(size.reservedConcurrency === null
        ? {}
        : { reservedConcurrentExecutions: size.reservedConcurrency }),
      environment: { variables: { ...props.environment } },
      loggingConfig: { logFormat: 'JSON', logGroup: this.logs.name },
    });
  }

  #mapping(
    props: StreamConsumerProps,
    settings: MappingSettings,
    policy: IamRolePolicy,
  ): LambdaEventSourceMapping {
    const patterns = (props.filters ?? []).map((filter) => filter.toPattern());
    // Lambda would refuse a bad pattern, or one too many, at apply; here it fails the synth.
    compileFilterCriteria({ Filters: patterns.map((Pattern) => ({ Pattern })) });
    return new LambdaEventSourceMapping(this, 'mapping', {
      eventSourceArn: props.streamArn,
      // The alias, so that rolling back is pointing it at an older version, not a new upload.
      functionName: this.alias.arn,
      // LATEST would skip what is written between the mapping's creation and its first poll, which
      // can take minutes; TRIM_HORIZON starts at the oldest record the stream still has.
      startingPosition: 'TRIM_HORIZON',
      batchSize: settings.batchSize,
      maximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
      parallelizationFactor: settings.parallelizationFactor,
      ...(settings.tumblingWindowSeconds === 0
        ? {}
        : { tumblingWindowInSeconds: settings.tumblingWindowSeconds }),
      maximumRetryAttempts: settings.maximumRetryAttempts,
      maximumRecordAgeInSeconds: settings.maximumRecordAgeSeconds,
      bisectBatchOnFunctionError: settings.bisectBatchOnError,
      functionResponseTypes: ['ReportBatchItemFailures'],
      ...(patterns.length === 0
        ? {}
        : { filterCriteria: { filter: patterns.map((pattern) => ({ pattern })) } }),
      destinationConfig: { onFailure: { destinationArn: this.failures.arn } },
      // Counts of polled, filtered, failed and dropped records; the alarm on drops needs them.
      metricsConfig: { metrics: ['EventCount'] },
      // Lambda checks at creation that the role can read the stream.
      dependsOn: [policy],
    });
  }
}
