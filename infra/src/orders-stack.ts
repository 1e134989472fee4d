import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend } from 'cdktf';
import type { Construct } from 'constructs';
import type { FunctionCode } from './function-code.js';
import { orderFilters } from './order-filters.js';
import { ReadableStack } from './readable-stack.js';
import type { Settings } from './settings.js';
import { StreamConsumer } from './stream-consumer.js';

export interface OrdersStackProps {
  readonly settings: Settings;
  readonly code: FunctionCode;
}

/** The Orders table, and the consumer of its stream. */
export class OrdersStack extends ReadableStack {
  constructor(scope: Construct, id: string, { settings, code }: OrdersStackProps) {
    super(scope, id);
    const prefix = `millrace-${settings.environment}`;

    // Relative to where Terraform runs (cdktf.out/stacks/orders): the state lies in infra/ and
    // outlives cdktf.out, and the synthesized file holds no path of this machine.
    new LocalBackend(this, { path: `../../../terraform.orders-${settings.environment}.tfstate` });
    new AwsProvider(this, 'aws', {
      region: settings.region,
      defaultTags: [{ tags: { application: 'millrace', environment: settings.environment } }],
    });

    const orders = new DynamodbTable(this, 'orders', {
      name: `${prefix}-orders`,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'orderId',
      attribute: [{ name: 'orderId', type: 'S' }],
      streamEnabled: true,
      streamViewType: 'NEW_AND_OLD_IMAGES',
      ttl: { attributeName: 'expiresAt', enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: settings.protectTable,
    });

    new StreamConsumer(this, 'consumer', {
      name: `${prefix}-orders-consumer`,
      streamArn: orders.streamArn,
      code,
      environment: {
        POWERTOOLS_SERVICE_NAME: 'orders',
        POWERTOOLS_METRICS_NAMESPACE: 'Millrace',
      },
      filters: orderFilters,
      function: settings.function,
      mapping: settings.mapping,
      logRetentionDays: settings.logRetentionDays,
    });
  }
}
