import { roleBoundaryArn } from '../role-boundary.js';
import type { Environment } from '../settings.js';
import { stateKey } from '../state.js';
import { ordersStackId } from '../synthesize.js';

/** The one stack that a role is for. */
export interface StackScope {
  readonly environment: Environment;
  readonly region: string;
  readonly account: string;
  readonly stateBucketArn: string;
}

/**
 * Where the Orders stack of an environment lives. The wildcard ends at its own name: the resources
 * do not exist yet when the role is made.
 */
export function resourcesOf({ environment, region, account, stateBucketArn }: StackScope) {
  const name = `millrace-${environment}`;
  const here = `${region}:${account}`;
  return {
    // No other object of the bucket: the bootstrap's own state lies there, too.
    state: [`${stateBucketArn}/${stateKey(ordersStackId, environment)}`],
    stateLock: [`${stateBucketArn}/${stateKey(ordersStackId, environment)}.tflock`],
    tables: [`arn:aws:dynamodb:${here}:table/${name}-*`],
    streams: [`arn:aws:dynamodb:${here}:table/${name}-*/stream/*`],
    functions: [`arn:aws:lambda:${here}:function:${name}-*`],
    mappings: [`arn:aws:lambda:${here}:event-source-mapping:*`],
    queues: [`arn:aws:sqs:${here}:${name}-*`],
    topics: [`arn:aws:sns:${here}:${name}-*`],
    buses: [`arn:aws:events:${here}:event-bus/${name}`],
    logGroups: [`arn:aws:logs:${here}:log-group:/aws/lambda/${name}-*`],
    alarms: [`arn:aws:cloudwatch:${here}:alarm:${name}-*`],
    // Dashboards belong to the account, not to a region.
    dashboards: [`arn:aws:cloudwatch::${account}:dashboard/${name}-*`],
    buckets: [`arn:aws:s3:::${name}-*`],
    objects: [`arn:aws:s3:::${name}-*/*`],
    roles: [`arn:aws:iam::${account}:role/${name}-orders-*`],
    roleBoundary: roleBoundaryArn(environment, account),
  } as const;
}
