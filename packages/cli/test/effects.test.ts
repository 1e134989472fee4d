import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parseParkedMessage } from '@millrace/handler';
import { type Cloud, startCloud } from '@millrace/local';
import { OrderWriter } from '../src/demo/order-writer.js';
import { eventually } from './support/eventually.js';

jest.setTimeout(120_000);

const stackFile = path.resolve(__dirname, '../../../infra/cdktf.out/stacks/orders/cdk.tf.json');
const orderCount = 12;

let cloud: Cloud;
let clients: ReturnType<typeof connect>;
beforeAll(async () => {
  cloud = await startCloud({ stackFile });
  clients = connect(cloud);
});
afterAll(async () => {
  clients.close();
  await cloud.stop();
});

function connect({ endpoint, region }: Cloud) {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const settings = { endpoint, region, credentials };
  const database = new DynamoDBClient(settings);
  const lambda = new LambdaClient(settings);
  const queues = new SQSClient(settings);
  const documents = DynamoDBDocumentClient.from(database);
  const close = () => {
    for (const client of [database, lambda, queues]) client.destroy();
  };
  return { documents, lambda, queues, close };
}

const outputOf = (name: string) => String(cloud.outputs[name]);

interface Notice {
  readonly name: string;
  readonly id: string;
  readonly orderId: string;
}

function publishedNotices(): readonly Notice[] {
  return cloud.buses.published().map(({ detailType, detail }) => {
    const { deduplicationId, order } = JSON.parse(detail);
    return { name: detailType, id: deduplicationId, orderId: order.orderId };
  });
}

/** What each order's life means to the world, once each id is counted once. */
function noticesByOrder(): ReadonlyMap<string, readonly string[]> {
  const once = new Map(publishedNotices().map((notice) => [notice.id, notice]));
  const byOrder = new Map<string, string[]>();
  for (const { orderId, name } of once.values()) {
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), name].sort());
  }
  return byOrder;
}

async function readModel() {
  const TableName = outputOf('projection_table_name');
  const { Items = [] } = await clients.documents.send(new ScanCommand({ TableName }));
  const shown = Items.map(({ orderId, status, version, removed }) =>
    removed === true ? { orderId, removed } : { orderId, status, version },
  );
  return shown.sort((a, b) => (String(a.orderId) < String(b.orderId) ? -1 : 1));
}

/** Every third order is cancelled, every fourth deleted, the others are shipped. */
async function liveOneLife(index: number): Promise<void> {
  const writer = new OrderWriter(clients.documents, outputOf('table_name'), orderIdOf(index));
  await writer.perform('place');
  await writer.perform('pay');
  if (index % 4 === 0) await writer.perform('delete');
  else await writer.perform(index % 3 === 0 ? 'cancel' : 'ship');
}

const orderIdOf = (index: number) => `order-${String(index).padStart(2, '0')}`;
const indexes = Array.from({ length: orderCount }, (_, index) => index);

const lastNoticeOf = (index: number) => {
  if (index % 4 === 0) return 'OrderDeleted';
  return index % 3 === 0 ? 'OrderCancelled' : 'OrderStatusChanged';
};
const expectedNotices = new Map(
  indexes.map((index) => [
    orderIdOf(index),
    ['OrderPlaced', 'OrderStatusChanged', lastNoticeOf(index)].sort(),
  ]),
);
const expectedModel = indexes.map((index) => {
  const orderId = orderIdOf(index);
  if (index % 4 === 0) return { orderId, removed: true };
  return { orderId, status: index % 3 === 0 ? 'CANCELLED' : 'SHIPPED', version: 3 };
});

const isEqual = (received: unknown, expected: unknown) => {
  try {
    expect(received).toEqual(expected);
    return true;
  } catch {
    return false;
  }
};

test('poison, a crash after the effects and a refusing bus leave every effect right', async () => {
  const TableName = outputOf('table_name');
  const poison = { orderId: 'poison', customerId: 'c-1', total: 'much' };
  cloud.injectFault(outputOf('function_name'), {
    kind: 'crash',
    match: orderIdOf(5),
    times: 1,
  });
  cloud.buses.failNext(3);
  await Promise.all([
    ...indexes.map(liveOneLife),
    clients.documents.send(new PutCommand({ TableName, Item: poison })),
  ]);

  await eventually(() => isEqual(noticesByOrder(), expectedNotices), 'every notice');
  await eventually(async () => isEqual(await readModel(), expectedModel), 'the read model');
  // The crash lost an answer, not an effect: what it had published came again under the same id.
  await eventually(
    () => publishedNotices().length > 3 * orderCount && isEqual(noticesByOrder(), expectedNotices),
    'what the crash made come again',
  );

  const { Messages = [] } = await clients.queues.send(
    new ReceiveMessageCommand({
      QueueUrl: outputOf('parking_queue_url'),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 5,
    }),
  );
  const parked = new Map(
    Messages.map(({ Body = '' }) => parseParkedMessage(Body)).map((message) => [
      'record' in message ? message.record.eventID : undefined,
      message,
    ]),
  );
  expect([...parked.values()]).toMatchObject([
    {
      record: { dynamodb: { NewImage: { orderId: { S: 'poison' }, total: { S: 'much' } } } },
      error: { code: 'INVALID_ITEM' },
      where: { functionName: outputOf('function_name') },
    },
  ]);
});

test('a replay of the whole stream changes nothing', async () => {
  const before = publishedNotices().length;
  const { EventSourceMappings = [] } = await clients.lambda.send(
    new ListEventSourceMappingsCommand({}),
  );
  const [mapping] = EventSourceMappings;
  await clients.lambda.send(new DeleteEventSourceMappingCommand({ UUID: mapping?.UUID }));
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: mapping?.EventSourceArn,
      FunctionName: mapping?.FunctionArn,
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
  );
  await eventually(
    () => publishedNotices().length >= before + 3 * orderCount,
    'every notice a second time',
  );
  expect(noticesByOrder()).toEqual(expectedNotices);
  expect(await readModel()).toEqual(expectedModel);
});

test('poison that is mended is an order like any other, and poison that is deleted is gone', async () => {
  const TableName = outputOf('table_name');
  const put = (Item: object) => clients.documents.send(new PutCommand({ TableName, Item }));
  const badly = (orderId: string) => ({ orderId, customerId: 'c-1', total: 'much' });
  await put(badly('gone'));
  await put(badly('mended'));
  await put({
    ...badly('mended'),
    total: 1250,
    status: 'PLACED',
    items: [{ sku: 'tea', quantity: 2, unitPrice: 625 }],
    currency: 'EUR',
    createdAt: '2026-11-24T18:00:00.000Z',
    updatedAt: '2026-11-24T18:00:00.000Z',
    version: 2,
  });
  await clients.documents.send(new DeleteCommand({ TableName, Key: { orderId: 'gone' } }));

  const expected = new Map([
    ...expectedNotices,
    ['mended', ['OrderPlaced']],
    ['gone', ['OrderDeleted']],
  ]);
  await eventually(() => isEqual(noticesByOrder(), expected), 'the notices of both');
  expect(await readModel()).toEqual([
    { orderId: 'gone', removed: true },
    { orderId: 'mended', status: 'PLACED', version: 2 },
    ...expectedModel,
  ]);
});
