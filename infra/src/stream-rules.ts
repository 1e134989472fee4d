import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { InfraError } from './errors.js';

const streamArnForm = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/;

/** @throws InfraError `STREAM_ARN_INVALID` for a literal ARN that is not a DynamoDB stream's. */
export function requireStreamArn(construct: Construct, streamArn: string): void {
  if (Token.isUnresolved(streamArn) || streamArnForm.test(streamArn)) return;
  throw new InfraError(
    'STREAM_ARN_INVALID',
    `"${construct.node.path}" is given "${streamArn}", which is not the ARN of a DynamoDB stream ` +
      '(arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>). ' +
      "The table's LatestStreamArn has it: aws dynamodb describe-table --table-name <table>",
  );
}

const streamOfConsumer = new WeakMap<Construct, string>();

/**
 * Refuses, when the app is synthesized, a third consumer of one stream: DynamoDB throttles a shard
 * that more than two processes read (DynamoDB Streams, "Reading and processing a stream").
 */
export function allowTwoConsumers(consumer: Construct, streamArn: string): void {
  streamOfConsumer.set(consumer, streamArn);
  consumer.node.addValidation({
    validate: () => {
      const stream = resolved(consumer, streamArn);
      const consumers = consumer.node.root.node
        .findAll()
        .filter(
          (other) =>
            resolved(other as Construct, streamOfConsumer.get(other as Construct)) === stream,
        );
      return consumers.length > 2
        ? [
            `${stream} has ${consumers.length} consumers (${consumers.map((one) => one.node.path).join(', ')}); ` +
              'DynamoDB throttles a stream with more than two. Let one of them fan out, by EventBridge for instance.',
          ]
        : [];
    },
  });
}

function resolved(scope: Construct, streamArn: string | undefined): string | undefined {
  if (streamArn === undefined) return undefined;
  return String(
    Tokenization.resolve(streamArn, {
      scope,
      preparing: false,
      resolver: new DefaultTokenResolver(new StringConcat()),
    }),
  );
}
