import type { Environment } from './settings.js';

/**
 * The permissions boundary of an environment's roles: a managed policy that the bootstrap makes.
 * The deploy role may make no role without it, nor change it.
 *
 * @param account the twelve digits of the AWS account, or a reference to them.
 * @returns its ARN.
 */
export function roleBoundaryArn(environment: Environment, account: string): string {
  return `arn:aws:iam::${account}:policy/${roleBoundaryName(environment)}`;
}

/** Not named as the stack's own resources are, `millrace-<environment>-orders-*`. */
export function roleBoundaryName(environment: Environment): string {
  return `millrace-${environment}-boundary`;
}
