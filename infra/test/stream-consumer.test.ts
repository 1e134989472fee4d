import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { describe, expect, test } from '@jest/globals';
import { equals, FiltersError, filterFor } from '@millrace/filters';
import type { Order } from '@millrace/shared';
import { Testing } from 'cdktf';
import type { Construct } from 'constructs';
import { StreamConsumer, type StreamConsumerProps, zipBundle } from '../src/index.js';
import { ReadableStack } from '../src/readable-stack.js';
import { ordersTable } from '../src/tables.js';
import { bundleFolder, type Resource, resource, type StackFile } from './synthesized.js';

class Stack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', {});
  }
}

const code = zipBundle(bundleFolder(), join(mkdtempSync(join(tmpdir(), 'millrace-zip-')), 'c.zip'));
const existing =
  'arn:aws:dynamodb:eu-west-1:123456789012:table/Shop/stream/2026-01-01T00:00:00.000';

function synthesizedMapping(props: Partial<StreamConsumerProps>): Resource {
  const stack = new Stack(Testing.app(), 'shop');
  new StreamConsumer(stack, 'consumer', { name: 'shop', streamArn: existing, code, ...props });
  const file = JSON.parse(Testing.synth(stack)) as StackFile;
  return resource(file, 'aws_lambda_event_source_mapping');
}

test('a stream and code are enough; the rest has defaults', () => {
  expect(synthesizedMapping({})).toMatchObject({
    event_source_arn: existing,
    batch_size: 100,
    bisect_batch_on_function_error: true,
    maximum_retry_attempts: 3,
    function_response_types: ['ReportBatchItemFailures'],
  });
});

test('without filters every record goes through', () => {
  expect(synthesizedMapping({})).not.toHaveProperty('filter_criteria');
});

test('filters are OR-ed, in the order given', () => {
  const filters = [
    filterFor<Order>().on('INSERT'),
    filterFor<Order>().newImage({ status: equals('PAID') }),
  ];

  expect(synthesizedMapping({ filters })['filter_criteria']).toEqual({
    filter: [
      { pattern: '{"eventName":["INSERT"]}' },
      { pattern: '{"dynamodb":{"NewImage":{"status":{"S":["PAID"]}}}}' },
    ],
  });
});

test('a filter that Lambda would refuse fails the synth', () => {
  expect(() =>
    synthesizedMapping({ filters: [{ toPattern: () => '{"eventName":"INSERT"}' }] }),
  ).toThrow(FiltersError);
});

test('one setting can be changed and the others keep their defaults', () => {
  expect(synthesizedMapping({ mapping: { batchSize: 5 } })).toMatchObject({
    batch_size: 5,
    parallelization_factor: 1,
  });
});

test.each([
  [
    { mapping: { batchSize: 0 } },
    /"shop\/consumer" cannot be deployed:\n {2}- mapping\.batchSize is 0/,
  ],
  [{ mapping: { tumblingWindowSeconds: 60, parallelizationFactor: 2 } }, /with a tumbling window/],
  [{ function: { timeoutSeconds: 901 } }, /function\.timeoutSeconds is 901/],
  [{ logRetentionDays: 31 }, /logRetentionDays is 31/],
])('%j, which AWS would refuse, fails the synth', (props, message) => {
  expect(() => synthesizedMapping(props)).toThrow(message);
});

test('a tumbling window is set only where one is asked for', () => {
  expect(synthesizedMapping({})).not.toHaveProperty('tumbling_window_in_seconds');
  expect(synthesizedMapping({ mapping: { tumblingWindowSeconds: 60 } })).toMatchObject({
    tumbling_window_in_seconds: 60,
  });
});

test.each(['arn:aws:dynamodb:eu-west-1:123456789012:table/Shop', 'Shop'])(
  '%s is refused as a stream, with the command that finds the right one',
  (streamArn) => {
    expect(() => synthesizedMapping({ streamArn })).toThrow(
      /"shop\/consumer" is given .* not the ARN of a DynamoDB stream.*describe-table/,
    );
  },
);

describe('consumers of one stream', () => {
  function consumersOf(count: number): () => string {
    const stack = new Stack(Testing.app(), 'shop');
    const table = ordersTable(stack, 'orders', false);
    for (let index = 0; index < count; index++) {
      new StreamConsumer(stack, `c${index}`, {
        name: `c${index}`,
        streamArn: table.streamArn,
        code,
      });
    }
    return () => Testing.synth(stack, true);
  }

  test('may be two', () => {
    expect(consumersOf(2)).not.toThrow();
  });

  test('may not be three: DynamoDB would throttle the stream', () => {
    expect(consumersOf(3)).toThrow(/has 3 consumers \(shop\/c0, shop\/c1, shop\/c2\)/);
  });

  test('are counted for each stream alone', () => {
    const stack = new Stack(Testing.app(), 'shop');
    for (const table of ['A', 'B', 'C']) {
      const streamArn = existing.replace('Shop', table);
      new StreamConsumer(stack, table, { name: table, streamArn, code });
    }
    new SqsQueue(stack, 'other', {});
    expect(() => Testing.synth(stack, true)).not.toThrow();
  });
});
