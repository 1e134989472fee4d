import { DynamodbTable, type DynamodbTableConfig } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { Construct } from 'constructs';

/** The Orders table: the source of every change. */
export function ordersTable(scope: Construct, name: string, isProtected: boolean): DynamodbTable {
  return new DynamodbTable(scope, 'orders', {
    name,
    billingMode: 'PAY_PER_REQUEST',
    hashKey: 'orderId',
    attribute: [{ name: 'orderId', type: 'S' }],
    streamEnabled: true,
    streamViewType: 'NEW_AND_OLD_IMAGES',
    ttl: { attributeName: 'expiresAt', enabled: true },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    ...protection(isProtected),
  });
}

/** The read model "orders by customer", written by the projection. */
export function projectionTable(
  scope: Construct,
  name: string,
  isProtected: boolean,
): DynamodbTable {
  return new DynamodbTable(scope, 'orders_by_customer', {
    name,
    billingMode: 'PAY_PER_REQUEST',
    hashKey: 'customerId',
    rangeKey: 'orderId',
    attribute: [
      { name: 'customerId', type: 'S' },
      { name: 'orderId', type: 'S' },
    ],
    // The projection leaves a mark where an order was, and lets it expire.
    ttl: { attributeName: 'expiresAt', enabled: true },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    ...protection(isProtected),
  });
}

/**
 * Protection twice over. AWS refuses to delete the table, but only once Terraform has taken down all
 * that depends on it: mapping, function, queues with what waits in them. Terraform itself refuses at
 * once, before anything is touched.
 */
function protection(
  isProtected: boolean,
): Pick<DynamodbTableConfig, 'deletionProtectionEnabled' | 'lifecycle'> {
  return {
    deletionProtectionEnabled: isProtected,
    ...(isProtected ? { lifecycle: { preventDestroy: true } } : {}),
  };
}
