import { expect, test } from '@jest/globals';
import { bundleFolder, synthesized } from './synthesized.js';

test('dev keeps its state beside infra, where clearing cdktf.out does not reach it', () => {
  expect(synthesized('dev').stack.terraform['backend']).toEqual({
    local: { path: '../../../terraform.orders-dev.tfstate' },
  });
});

test('prod keeps its state in the given bucket, encrypted and locked by S3 itself', () => {
  const { stack } = synthesized('prod', bundleFolder(), {}, 'acme-state');

  expect(stack.terraform['backend']).toEqual({
    s3: {
      bucket: 'acme-state',
      key: 'orders-prod.tfstate',
      region: 'us-east-1',
      encrypt: true,
      use_lockfile: true,
    },
  });
});

test('without a bucket prod leaves it to `terraform init`, never to a local file', () => {
  expect(synthesized('prod').stack.terraform['backend']).toEqual({
    s3: { key: 'orders-prod.tfstate', region: 'us-east-1', encrypt: true, use_lockfile: true },
  });
});
