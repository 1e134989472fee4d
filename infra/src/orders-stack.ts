import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { functionEnvironment, metricNamespace } from '@millrace/shared';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { ConsumerAlarms } from './alarms.js';
import { roadDashboard } from './dashboard.js';
import { ExpiringBucket } from './expiring-bucket.js';
import type { FunctionCode } from './function-code.js';
import { orderFilters } from './order-filters.js';
import { reactionGrants } from './reaction-grants.js';
import { ReadableStack } from './readable-stack.js';
import { roleBoundaryArn } from './role-boundary.js';
import { safeQueue } from './safe-queue.js';
import type { Settings } from './settings.js';
import { keepState } from './state.js';
import { StreamConsumer } from './stream-consumer.js';
import { ordersTable, projectionTable } from './tables.js';

export interface OrdersStackProps {
  readonly settings: Settings;
  readonly code: FunctionCode;
  /** Bucket of the remote state; see `keepState`. */
  readonly stateBucket?: string | undefined;
}

const service = 'orders';

/** A day more than the queue keeps the message that points into the bucket. */
const parkedDays = 15;

/** The Orders table, the consumer of its stream, and all that the reactions write to. */
export class OrdersStack extends ReadableStack {
  constructor(scope: Construct, id: string, { settings, code, stateBucket }: OrdersStackProps) {
    super(scope, id);
    const prefix = `millrace-${settings.environment}`;
    const name = `${prefix}-orders-consumer`;
    keepState(this, settings, stateBucket);
    // The first version that locks state in S3 without a table (OpenTofu has it from 1.10, too).
    this.addOverride('terraform.required_version', '>= 1.10.0');
    new AwsProvider(this, 'aws', {
      region: settings.region,
      defaultTags: [{ tags: { application: 'millrace', environment: settings.environment } }],
    });

    const orders = ordersTable(this, `${prefix}-orders`, settings.protectTables);
    const projection = projectionTable(
      this,
      `${prefix}-orders-by-customer`,
      settings.protectTables,
    );
    const bus = new CloudwatchEventBus(this, 'bus', { name: prefix });
    const parking = safeQueue(
      this,
      'parking',
      `${name}-parking`,
      6 * settings.function.timeoutSeconds,
    );

    const parkingBucket = settings.parkingBucket
      ? new ExpiringBucket(this, 'parking_large', prefix, 'parking', parkedDays).bucket
      : undefined;

    const consumer = new StreamConsumer(this, 'consumer', {
      name,
      streamArn: orders.streamArn,
      code,
      environment: {
        [functionEnvironment.parkingQueueUrl]: parking.url,
        ...(parkingBucket === undefined
          ? {}
          : { [functionEnvironment.parkingBucketName]: parkingBucket.bucket }),
        [functionEnvironment.projectionTableName]: projection.name,
        [functionEnvironment.eventBusName]: bus.name,
        [functionEnvironment.serviceName]: service,
        [functionEnvironment.metricsNamespace]: metricNamespace,
      },
      permissionsBoundary: settings.boundRoles
        ? // Read at plan, so that neither the code nor the synthesized file names an account.
          roleBoundaryArn(settings.environment, new DataAwsCallerIdentity(this, 'caller').accountId)
        : undefined,
      grants: reactionGrants({ projection, bus, parking, parkingBucket }),
      filters: orderFilters,
      function: settings.function,
      mapping: settings.mapping,
      failureDestination: settings.failureDestination,
      logRetentionDays: settings.logRetentionDays,
    });

    const failures = consumer.failures.queue === undefined ? [] : [`${name}-failures`];
    // Not encrypted: CloudWatch cannot publish through the key that AWS manages for SNS, and an alarm
    // says nothing of the data.
    const alarmTopic = new SnsTopic(this, 'alarm_topic', { name: `${prefix}-alarms` });
    new ConsumerAlarms(this, 'alarm', {
      functionName: name,
      mappingUuid: consumer.mapping.uuid,
      quietQueues: [
        ...failures.map((queue) => ({ id: 'failures-waiting', name: queue })),
        { id: 'parked', name: `${name}-parking` },
      ],
      topicArn: alarmTopic.arn,
    });
    roadDashboard(this, 'dashboard', {
      name: `${prefix}-orders`,
      region: settings.region,
      tableName: `${prefix}-orders`,
      functionName: name,
      mappingUuid: consumer.mapping.uuid,
      serviceName: service,
      queueNames: [...failures, `${name}-parking`],
    });

    this.#outputs({
      table_name: orders.name,
      stream_arn: orders.streamArn,
      function_name: consumer.function.functionName,
      mapping_id: consumer.mapping.uuid,
      failure_destination: consumer.failures.queue?.url ?? consumer.failures.arn,
      parking_queue_url: parking.url,
      projection_table_name: projection.name,
      event_bus_name: bus.name,
      alarm_topic_arn: alarmTopic.arn,
    });
  }

  #outputs(values: Readonly<Record<string, string>>): void {
    for (const [id, value] of Object.entries(values)) new TerraformOutput(this, id, { value });
  }
}
