import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { expect, test } from '@jest/globals';
import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ReadableStack } from './readable-stack.js';

class Stack extends ReadableStack {}

test('an address is the path of the construct, with no hash', () => {
  const stack = new Stack(Testing.app(), 'orders');
  new SqsQueue(new Construct(stack, 'consumer'), 'failures', {});

  expect(JSON.parse(Testing.synth(stack))).toHaveProperty(
    'resource.aws_sqs_queue.consumer_failures',
  );
});

test('two constructs that come out as one address are refused by name', () => {
  const stack = new Stack(Testing.app(), 'orders');
  const first = new SqsQueue(new Construct(stack, 'a'), 'b_c', {});
  const second = new SqsQueue(new Construct(stack, 'a_b'), 'c', {});

  expect(() => [first.fqn, second.fqn]).toThrow(
    'Constructs "orders/a/b_c" and "orders/a_b/c" would both be called "a_b_c" in Terraform.',
  );
});
