import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Testing } from 'cdktf';
import { bootstrapInput } from '../src/bootstrap/bootstrap-input.js';
import { BootstrapStack } from '../src/bootstrap/bootstrap-stack.js';
import { configurationFaults } from './configuration-faults.js';
import { type Statement, statementsOf } from './iam-decision.js';
import { schemaOf } from './provider-schema.js';
import { reference, resource, type StackFile, synthesized } from './synthesized.js';

const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'millrace-bootstrap-')) });
const stack = JSON.parse(
  Testing.synth(
    new BootstrapStack(app, 'bootstrap', {
      environment: 'prod',
      region: 'us-east-1',
      account: '123456789012',
      repository: 'acme/orders',
      stateBucket: 'acme-state',
    }),
  ),
) as StackFile;

function statements(policy: string): readonly Statement[] {
  return statementsOf(resource(stack, 'aws_iam_role_policy', policy)['policy']);
}

function claims(role: string): Readonly<Record<string, unknown>> | undefined {
  const trust = statementsOf(resource(stack, 'aws_iam_role', role)['assume_role_policy']);
  return trust[0]?.Condition?.['StringEquals'];
}

function subjects(role: string): unknown {
  return claims(role)?.['token.actions.githubusercontent.com:sub'];
}

test('is valid by the schema of the provider', () => {
  const faults = Object.entries(stack.resource).flatMap(([type, named]) =>
    Object.values(named).flatMap((one) => configurationFaults(schemaOf(type), one)),
  );
  expect(faults).toEqual([]);
});

test('another account than the one told is refused', () => {
  expect(stack.provider['aws']?.[0]?.['allowed_account_ids']).toEqual(['123456789012']);
});

test.each(['plan', 'deploy'])('the %s role takes only tokens that were made for AWS', (role) => {
  expect(claims(role)?.['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
});

test.each(['plan_policy', 'deploy_policy'])(
  "%s reaches nothing but what carries the environment's name, and its state",
  (policy) => {
    const elsewhere = statements(policy)
      .flatMap(({ Sid, Resource }) => [Resource].flat().map((one) => [Sid, one] as const))
      .filter(([, one]) => one !== '*' && !/[:/]millrace-prod(-|$)/.test(one))
      .filter(([, one]) => !one.startsWith(reference('aws_s3_bucket.state_bucket.arn')));

    expect(new Set(elsewhere.map(([, one]) => one))).toEqual(
      // A mapping has no name of its own, only an id that AWS makes up.
      new Set(['arn:aws:lambda:us-east-1:123456789012:event-source-mapping:*']),
    );
  },
);

describe('the plan role', () => {
  test('is taken by pull requests and by main', () => {
    expect(subjects('plan')).toEqual([
      'repo:acme/orders:pull_request',
      'repo:acme/orders:ref:refs/heads/main',
    ]);
  });

  test('only reads', () => {
    const actions = statements('plan_policy').flatMap(({ Action }) => Action);
    expect(actions.filter((one) => !/^\w+:(Get|List|Describe)\w+$/.test(one))).toEqual([]);
  });

  test("reads no item, no message and no object but the state's", () => {
    const actions = statements('plan_policy').flatMap(({ Action }) => Action);
    expect(actions).not.toContain('dynamodb:GetItem');
    expect(actions).not.toContain('sqs:ReceiveMessage');
    expect(
      statements('plan_policy')
        .filter(({ Action }) => Action.includes('s3:GetObject'))
        .map(({ Sid }) => Sid),
    ).toEqual(['ReadState']);
  });
});

describe('the deploy role', () => {
  test('is taken only by a job that the environment let through', () => {
    expect(subjects('deploy')).toEqual(['repo:acme/orders:environment:prod']);
  });

  test('sets up mappings of its own functions alone', () => {
    const write = statements('deploy_policy').find(({ Sid }) => Sid === 'WriteMappings');
    expect(write?.Condition).toEqual({
      ArnLike: {
        'lambda:FunctionArn': 'arn:aws:lambda:us-east-1:123456789012:function:millrace-prod-*',
      },
    });
  });

  test('may not change itself, nor the plan role', () => {
    const roles = statements('deploy_policy').filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action.some((one) => one.startsWith('iam:')),
    );
    for (const { Resource } of roles) {
      expect([Resource].flat()).toEqual(['arn:aws:iam::123456789012:role/millrace-prod-orders-*']);
    }
  });
});

test("a role reaches the one stack's state, and not the bootstrap's beside it", () => {
  const { key } = (synthesized('prod').stack.terraform['backend'] as { s3: { key: string } }).s3;
  const state = `${reference('aws_s3_bucket.state_bucket.arn')}/${key}`;
  const objects = statements('deploy_policy')
    .filter(({ Action }) => Action.some((one) => one.endsWith('Object')))
    .map(({ Sid, Resource }) => [Sid, Resource]);

  expect(objects).toEqual([
    ['ReadState', [state]],
    ['WriteState', [state]],
    ['LockState', [`${state}.tflock`]],
  ]);
});

test.each(['plan_policy', 'deploy_policy'])('%s names every action in full', (policy) => {
  expect(
    statements(policy)
      .flatMap(({ Action }) => Action)
      .filter((one) => one.includes('*')),
  ).toEqual([]);
});

test.each([
  ['plan_policy', ['FindLogGroups']],
  ['deploy_policy', ['FindLogGroups', 'WriteMappings']],
])('%s covers all resources only where AWS takes no narrower one', (policy, sids) => {
  expect(
    statements(policy)
      .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*')
      .map(({ Sid }) => Sid),
  ).toEqual(sids);
});

test('the state bucket keeps old versions, is closed, and cannot be destroyed by a slip', () => {
  expect(resource(stack, 'aws_s3_bucket')).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(resource(stack, 'aws_s3_bucket_versioning')).toMatchObject({
    versioning_configuration: { status: 'Enabled' },
  });
  expect(resource(stack, 'aws_s3_bucket_public_access_block')).toMatchObject({
    restrict_public_buckets: true,
  });
});

describe('what the bootstrap must be told', () => {
  const told = {
    AWS_ACCOUNT_ID: '123456789012',
    MILLRACE_REPOSITORY: 'acme/orders',
    MILLRACE_STATE_BUCKET: 'acme-state',
  };

  test('is read from the environment', () => {
    expect(bootstrapInput(told)).toEqual({
      account: '123456789012',
      repository: 'acme/orders',
      stateBucket: 'acme-state',
    });
  });

  test.each([
    ['AWS_ACCOUNT_ID', '12'],
    ['MILLRACE_REPOSITORY', 'orders'],
    ['MILLRACE_STATE_BUCKET', 'Acme State'],
    ['MILLRACE_STATE_BUCKET', 'millrace-prod-state'],
  ])('%s = %s is refused by name', (variable, value) => {
    expect(() => bootstrapInput({ ...told, [variable]: value })).toThrow(
      `${variable} is "${value}"`,
    );
  });

  test('all that is missing is named at once', () => {
    expect(() => bootstrapInput({})).toThrow(
      /AWS_ACCOUNT_ID[\s\S]*MILLRACE_REPOSITORY[\s\S]*MILLRACE_STATE_BUCKET/,
    );
  });
});
