import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Testing } from 'cdktf';
import { BootstrapStack } from '../src/bootstrap/bootstrap-stack.js';
import { type IamRequest, isAllowed, type Statement, statementsOf } from './iam-decision.js';
import { bundleFolder, reference, resource, type StackFile, synthesized } from './synthesized.js';

const account = '123456789012';
const boundary = `arn:aws:iam::${account}:policy/millrace-prod-boundary`;
const role = `arn:aws:iam::${account}:role/millrace-prod-orders-consumer`;

function bootstrapOf(environment: 'staging' | 'prod'): StackFile {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'millrace-bootstrap-')) });
  const stack = new BootstrapStack(app, 'bootstrap', {
    environment,
    region: 'us-east-1',
    account,
    repository: 'acme/orders',
    stateBucket: 'acme-state',
  });
  return JSON.parse(Testing.synth(stack)) as StackFile;
}

const prod = bootstrapOf('prod');
const deploy = statementsOf(resource(prod, 'aws_iam_role_policy', 'deploy_policy')['policy']);

describe('the deploy role', () => {
  const may = (request: IamRequest): boolean => isAllowed(deploy, request);
  const bounded = { 'iam:PermissionsBoundary': boundary };
  const boundElsewhere = {
    'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess',
  };

  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])(
    'may %s under the boundary, and not without it or under another',
    (action) => {
      expect(may({ action, resource: role, context: bounded })).toBe(true);
      expect(may({ action, resource: role })).toBe(false);
      expect(may({ action, resource: role, context: boundElsewhere })).toBe(false);
    },
  );

  test.each([
    'iam:AttachRolePolicy',
    'iam:DeleteRolePermissionsBoundary',
    'iam:CreateUser',
    'iam:CreatePolicy',
    'sts:AssumeRole',
  ])('may not %s at all', (action) => {
    expect(may({ action, resource: role, context: bounded })).toBe(false);
  });

  test.each([
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
    'iam:DeletePolicyVersion',
    'iam:DeletePolicy',
  ])('may not change the boundary by %s, even if it is one day allowed more', (action) => {
    const all: Statement = { Sid: 'All', Effect: 'Allow', Action: ['iam:*'], Resource: '*' };

    expect(isAllowed([...deploy, all], { action, resource: boundary })).toBe(false);
  });

  test('may not take the boundary off a role, even if it is one day allowed more', () => {
    const all: Statement = { Sid: 'All', Effect: 'Allow', Action: ['iam:*'], Resource: '*' };
    const action = 'iam:DeleteRolePermissionsBoundary';

    expect(isAllowed([...deploy, all], { action, resource: role, context: bounded })).toBe(false);
  });

  test('hands the roles of the stack to Lambda, and to nobody else', () => {
    const pass = (service: string, resource = role): boolean =>
      may({ action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } });

    expect(pass('lambda.amazonaws.com')).toBe(true);
    expect(pass('ec2.amazonaws.com')).toBe(false);
    expect(may({ action: 'iam:PassRole', resource: role })).toBe(false);
    expect(pass('lambda.amazonaws.com', `arn:aws:iam::${account}:role/millrace-prod-deploy`)).toBe(
      false,
    );
  });

  test('can take down a role from before there was a boundary', () => {
    expect(may({ action: 'iam:DeleteRolePolicy', resource: role })).toBe(true);
    expect(may({ action: 'iam:DeleteRole', resource: role })).toBe(true);
  });

  test('may write nowhere but to what is named after the stack', () => {
    const others = [`role/millrace-prod-deploy`, `role/millrace-prod-plan`, 'role/admin'];
    for (const other of others.map((name) => `arn:aws:iam::${account}:${name}`)) {
      for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']) {
        expect(may({ action, resource: other, context: bounded })).toBe(false);
      }
    }
  });
});

describe('the boundary', () => {
  const { name, policy } = resource(prod, 'aws_iam_policy', 'boundary');
  const bounds = statementsOf(policy);

  test('has the name that the deploy role must name', () => {
    expect(`arn:aws:iam::${account}:policy/${String(name)}`).toBe(boundary);
  });

  test.each([
    ['iam:CreateUser', '*'],
    ['iam:PassRole', role],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/millrace-prod-deploy`],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-1:${account}:function:millrace-prod-x`],
    ['dynamodb:Scan', `arn:aws:dynamodb:us-east-1:${account}:table/millrace-prod-orders`],
    ['dynamodb:PutItem', `arn:aws:dynamodb:us-east-1:${account}:table/payroll`],
    ['dynamodb:GetRecords', `arn:aws:dynamodb:us-east-1:${account}:table/payroll/stream/1`],
    ['s3:PutObject', 'arn:aws:s3:::acme-state/orders-prod.tfstate'],
    ['s3:GetObject', 'arn:aws:s3:::millrace-prod-parking-1/record'],
    [
      'sqs:SendMessage',
      `arn:aws:sqs:us-east-1:${account}:millrace-staging-orders-consumer-parking`,
    ],
  ])('lets no role %s on %s', (action, on) => {
    expect(isAllowed(bounds, { action, resource: on })).toBe(false);
  });

  test('names every action in full, and all resources only where AWS takes no narrower one', () => {
    expect(bounds.flatMap(({ Action }) => Action).filter((one) => one.includes('*'))).toEqual([]);
    expect(bounds.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid)).toEqual([
      'ListStreams',
    ]);
  });
});

describe.each(['staging', 'prod'] as const)('what the function of %s may do', (environment) => {
  const bounds = statementsOf(
    resource(bootstrapOf(environment), 'aws_iam_policy', 'boundary')['policy'],
  );

  test.each(['queue', 'bucket'] as const)('lies within the boundary, failures in a %s', (kind) => {
    const { stack } = synthesized(environment, bundleFolder(), { failureDestination: kind });
    const requests = Object.values(stack.resource['aws_iam_role_policy'] ?? {})
      .flatMap(({ policy }) => statementsOf(policy))
      .flatMap(({ Action, Resource }) =>
        Action.flatMap((action) =>
          [Resource].flat().map((one) => ({ action, resource: named(stack, one) })),
        ),
      );

    expect(requests.length).toBeGreaterThan(8);
    expect(requests.filter((request) => !isAllowed(bounds, request))).toEqual([]);
  });

  test('is bound: its role names the boundary of its own account', () => {
    const { stack } = synthesized(environment);

    expect(resource(stack, 'aws_iam_role')['permissions_boundary']).toBe(
      `arn:aws:iam::${reference('data.aws_caller_identity.caller.account_id')}:policy/millrace-${environment}-boundary`,
    );
  });
});

test('dev needs no bootstrap: its role names no boundary, and nothing is asked of AWS for one', () => {
  const { stack, text } = synthesized('dev');

  expect(resource(stack, 'aws_iam_role')).not.toHaveProperty('permissions_boundary');
  expect(text).not.toContain('aws_caller_identity');
});

test.each([
  ['deploy_policy', 'aws_iam_role_policy', 10_240],
  ['boundary', 'aws_iam_policy', 6144],
])('%s is not longer than IAM takes', (name, type, most) => {
  const stateBucket = reference('aws_s3_bucket.state_bucket.arn');
  const policy = String(resource(prod, type, name)['policy']);

  // A bucket's name has 63 characters at most.
  expect(policy.replaceAll(stateBucket, `arn:aws:s3:::${'b'.repeat(63)}`).length).toBeLessThan(
    most,
  );
});

const arns: Readonly<Record<string, (name: string) => string>> = {
  aws_dynamodb_table: (name) => `arn:aws:dynamodb:us-east-1:${account}:table/${name}`,
  aws_sqs_queue: (name) => `arn:aws:sqs:us-east-1:${account}:${name}`,
  aws_cloudwatch_event_bus: (name) => `arn:aws:events:us-east-1:${account}:event-bus/${name}`,
  aws_cloudwatch_log_group: (name) => `arn:aws:logs:us-east-1:${account}:log-group:${name}`,
  aws_s3_bucket: (prefix) => `arn:aws:s3:::${prefix}20261125`,
};

/** A statement's resource, with references to the stack's own resources as ARNs that AWS would give. */
function named(stack: StackFile, text: string): string {
  return text.replace(/\$\{(\w+)\.(\w+)\.(\w+)\}/g, (_, type: string, id: string, attribute) => {
    const { name, bucket_prefix } = resource(stack, type, id);
    const arn = arns[type]?.(String(name ?? bucket_prefix)) ?? `no ARN known for ${type}`;
    return attribute === 'stream_arn' ? `${arn}/stream/2026-11-25T00:00:00.000` : arn;
  });
}
