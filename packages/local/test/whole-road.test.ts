import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import {
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Cloud, type CloudEvent, startCloud } from '../src/index.js';
import { eventually } from './support/eventually.js';
import { clientSettings } from './support/serve.js';
import { type StackChanges, writeStack } from './support/stack.js';

const clouds: Cloud[] = [];
afterEach(async () => {
  await Promise.all(clouds.splice(0).map((cloud) => cloud.stop()));
});

async function roadWith(changes: StackChanges = {}) {
  const events: CloudEvent[] = [];
  const cloud = await startCloud({
    stackFile: await writeStack(changes),
    onEvent: (event) => events.push(event),
  });
  clouds.push(cloud);
  const dynamodb = new DynamoDBClient(clientSettings(cloud.endpoint));
  const put = (id: string, more: Record<string, string> = {}) => {
    const attributes = Object.entries(more).map(([name, S]) => [name, { S }] as const);
    return dynamodb.send(
      new PutItemCommand({
        TableName: 'orders',
        Item: { id: { S: id }, ...Object.fromEntries(attributes) },
      }),
    );
  };
  const logged = () =>
    events.flatMap((event) =>
      event.type === 'function-log' ? [event.line.split('\t').at(-1) ?? ''] : [],
    );
  const eventuallyLogged = (line: string) =>
    eventually(() => (logged().includes(line) ? true : undefined), `the log line '${line}'`);
  return { cloud, events, dynamodb, put, logged, eventuallyLogged };
}

describe('a change in the table', () => {
  test('reaches the function of the stack: insert, change and removal, in order', async () => {
    const { dynamodb, put, logged, eventuallyLogged } = await roadWith();
    const Key = { id: { S: 'order-1' } };
    await put('order-1');
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: 'orders',
        Key,
        UpdateExpression: 'SET paid = :yes',
        ExpressionAttributeValues: { ':yes': { BOOL: true } },
      }),
    );
    await dynamodb.send(new DeleteItemCommand({ TableName: 'orders', Key }));
    await eventuallyLogged('REMOVE order-1');
    expect(logged()).toEqual(['INSERT order-1', 'MODIFY order-1', 'REMOVE order-1']);
  });

  test('that the filter of the stack keeps out does not', async () => {
    const { put, logged, eventuallyLogged } = await roadWith({
      mapping: { filter_criteria: { filter: [{ pattern: '{"eventName":["INSERT"]}' }] } },
    });
    await put('order-1');
    await put('order-1', { status: 'PAID' });
    await put('order-2');
    await eventuallyLogged('INSERT order-2');
    expect(logged().filter((line) => line.startsWith('MODIFY'))).toEqual([]);
  });

  test('that the function cannot handle ends as a failure record in the queue', async () => {
    const { cloud, put, events } = await roadWith({
      source: "exports.handler = async () => { throw new Error('poison'); };",
    });
    await put('order-1');
    const sqs = new SQSClient(clientSettings(cloud.endpoint));
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: `${cloud.endpoint}/000000000000/failures`,
        WaitTimeSeconds: 10,
      }),
    );
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:consumer:live',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '1', functionError: 'Unhandled' },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: cloud.outputs['stream_arn'] },
    });
    expect(events.some((event) => event.type === 'message-sent')).toBe(true);
  });

  test('survives a crash of the function', async () => {
    const { cloud, put, eventuallyLogged } = await roadWith();
    cloud.injectFault('consumer', { match: 'order-1', kind: 'crash', times: 1 });
    await put('order-1');
    await put('order-2');
    await eventuallyLogged('INSERT order-2');
  });

  test('is still read after the shard was split', async () => {
    const { cloud, put, eventuallyLogged } = await roadWith();
    await put('order-1');
    await cloud.splitShard('orders');
    await cloud.rollShards('orders');
    await put('order-2');
    await eventuallyLogged('INSERT order-1');
    await eventuallyLogged('INSERT order-2');
  });
});

describe('the endpoint of a stack', () => {
  test('gives its outputs with references resolved', async () => {
    const { cloud } = await roadWith();
    expect(cloud.region).toBe('eu-west-1');
    expect(cloud.outputs).toEqual({
      table_name: 'orders',
      stream_arn: expect.stringMatching(
        /^arn:aws:dynamodb:eu-west-1:000000000000:table\/orders\/stream\/20/,
      ),
      failures: `at ${cloud.endpoint}/000000000000/failures`,
    });
  });

  test('answers SDK clients of Streams and Lambda', async () => {
    const { cloud } = await roadWith({
      source: 'exports.handler = async (event) => ({ got: event, queue: process.env.QUEUE });',
    });
    const streams = new DynamoDBStreamsClient(clientSettings(cloud.endpoint));
    const { StreamDescription } = await streams.send(
      new DescribeStreamCommand({ StreamArn: String(cloud.outputs['stream_arn']) }),
    );
    expect(StreamDescription).toMatchObject({ TableName: 'orders', StreamStatus: 'ENABLED' });

    const lambda = new LambdaClient(clientSettings(cloud.endpoint));
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([
      {
        BatchSize: 10,
        State: 'Enabled',
        EventSourceArn: cloud.outputs['stream_arn'],
        FunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:consumer:live',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 1,
      },
    ]);
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'consumer', Payload: '{"a":1}', LogType: 'Tail' }),
    );
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toEqual({
      got: { a: 1 },
      queue: `${cloud.endpoint}/000000000000/failures`,
    });
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('START RequestId');
  });

  test('names what it leaves out', async () => {
    const { cloud } = await roadWith({
      function: { layers: ['arn:aws:lambda:eu-west-1:1:layer:x:1'], tracing_config: {} },
      resources: { aws_kinesis_stream: { other: { name: 'x' } } },
      sections: { module: { network: {} } },
    });
    expect(cloud.report.unsupported.map(({ where }) => where)).toEqual([
      'module',
      'aws_lambda_function.consumer.layers',
      'aws_kinesis_stream.other',
    ]);
    expect(cloud.report.notNeeded.map(({ where }) => where)).toEqual([
      'aws_dynamodb_table.orders.point_in_time_recovery',
      'aws_iam_role.role',
      'aws_lambda_function.consumer.tracing_config',
    ]);
  });
});
