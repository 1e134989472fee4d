import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { invoke, parseParkedMessage, type StreamEventBuilder, streamEvent } from '../src/index.js';
import { createOrdersConsumer } from '../src/orders-consumer.js';
import { makeOrder } from './support/orders.js';
import { type ProjectionTable, startProjectionTable } from './support/projection-table.js';
import { type Recorded, RecordingServer } from './support/recording-server.js';

// The Orders function as it is deployed, but for the network: its table is an embedded DynamoDB,
// and the bus and the queue keep what the SDK's clients send them.
const bus = () =>
  new RecordingServer(({ body }) => ({
    body: JSON.stringify({ Entries: JSON.parse(body).Entries.map(() => ({ EventId: 'taken' })) }),
  }));
const queue = () =>
  new RecordingServer(({ body }) => {
    const digest = createHash('md5').update(JSON.parse(body).MessageBody).digest('hex');
    return { body: JSON.stringify({ MessageId: 'm-1', MD5OfMessageBody: digest }) };
  });

let table: ProjectionTable;
let servers: { readonly bus: RecordingServer; readonly queue: RecordingServer };
let handler: ReturnType<typeof createOrdersConsumer>;
let written: string[];

beforeEach(async () => {
  table = await startProjectionTable();
  servers = { bus: bus(), queue: queue() };
  const endpoint = await servers.queue.start();
  process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] = await servers.bus.start();
  process.env['AWS_ENDPOINT_URL_SQS'] = endpoint;
  handler = createOrdersConsumer({
    PROJECTION_TABLE_NAME: table.tableName,
    EVENT_BUS_NAME: 'orders',
    PARKING_QUEUE_URL: `${endpoint}/123456789012/parking`,
  });
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  }
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all([servers.bus.stop(), servers.queue.stop()]);
  await table.stop();
});

/** Delivers the batch, which must succeed; gives what it has brought about by now. */
async function deliver(event: StreamEventBuilder) {
  // Its first invocation loads the clients, which takes a busy machine a while.
  const answer = await invoke(handler, event, { timeout: 60_000 });
  expect(answer).toEqual({ batchItemFailures: [] });
  const lines = written.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line));
  return {
    standing: (await table.scan()).filter((item) => item['removed'] === undefined),
    published: servers.bus.requests.flatMap(namesOf),
    parked: servers.queue.requests.map(errorFieldOf),
    audited: lines.filter(({ message }) => message === 'change'),
  };
}

function namesOf({ body }: Recorded): readonly string[] {
  const { Entries } = JSON.parse(body);
  return Entries.map(({ DetailType }: { readonly DetailType: string }) => DetailType);
}

function errorFieldOf({ body }: Recorded): string | undefined {
  return parseParkedMessage(JSON.parse(body).MessageBody).error.field;
}

const poison = { ...makeOrder(), total: 'much' };
const mended = makeOrder({ version: 2 });

test('an order that is written badly is parked, and has no effect', async () => {
  const { standing, published, parked, audited } = await deliver(streamEvent().insert(poison));
  expect(parked).toEqual(['dynamodb.NewImage.total']);
  expect([standing, published, audited]).toEqual([[], [], []]);
});

test('an order that is written badly and then mended is there as if nothing had been', async () => {
  const event = streamEvent().insert(poison).modify(poison, mended);
  const { standing, published, parked, audited } = await deliver(event);
  expect(parked).toEqual(['dynamodb.NewImage.total']);
  expect(standing).toMatchObject([{ orderId: 'o-1', customerId: 'c-1', total: 1250, version: 2 }]);
  expect(published).toEqual(['OrderPlaced']);
  expect(audited).toMatchObject([
    { kind: 'modify', version: 2, misfit: 'dynamodb.OldImage.total', keys: { orderId: 'o-1' } },
  ]);
});

test('an order that went bad and is mended goes on from its mend', async () => {
  const placed = makeOrder();
  const bad = { ...poison, status: 'PAID', version: 2 };
  const paid = makeOrder({ status: 'PAID', version: 3 });
  const event = streamEvent().insert(placed).modify(placed, bad).modify(bad, paid);
  const { standing, published, parked, audited } = await deliver(event);
  expect(parked).toEqual(['dynamodb.NewImage.total']);
  expect(standing).toMatchObject([{ status: 'PAID', version: 3 }]);
  expect(published).toEqual(['OrderPlaced', 'OrderStatusChanged']);
  expect(audited.map(({ version }) => version)).toEqual([1, 3]);
});

test.each(['remove', 'expire'] as const)(
  'an order that went bad is gone after a %s',
  async (removal) => {
    const placed = makeOrder();
    const event = streamEvent().insert(placed).modify(placed, poison)[removal](poison);
    const { standing, published, parked, audited } = await deliver(event);
    expect(parked).toEqual(['dynamodb.NewImage.total']);
    expect(standing).toEqual([]);
    expect(published).toHaveLength(2);
    expect(published[1]).toBe(removal === 'remove' ? 'OrderDeleted' : 'OrderExpired');
    expect(audited).toMatchObject([{ kind: 'insert' }, { kind: removal }]);
  },
);

test('a mend that is run again changes nothing more', async () => {
  const event = streamEvent().insert(poison).modify(poison, mended);
  const once = await deliver(event);
  const again = await deliver(event);
  expect(again.standing).toEqual(once.standing);
  expect(new Set(servers.bus.requests.map(deduplicationIdOf)).size).toBe(1);
});

function deduplicationIdOf({ body }: Recorded): unknown {
  return JSON.parse(JSON.parse(body).Entries[0].Detail).deduplicationId;
}

describe('an order that changes its customer in the very change that does not fit', () => {
  const placed = makeOrder();
  const badlyMoved = { ...poison, customerId: 'c-2', version: 2 };

  test('stands under nobody until it is mended, and then under its new customer alone', async () => {
    const bad = await deliver(streamEvent().insert(placed).modify(placed, badlyMoved));
    expect(bad.parked).toEqual(['dynamodb.NewImage.total']);
    expect(bad.standing).toEqual([]);
    const moved = makeOrder({ customerId: 'c-2', version: 3 });
    const { standing } = await deliver(laterEvent().modify(badlyMoved, moved));
    expect(standing).toMatchObject([{ customerId: 'c-2', version: 3 }]);
  });

  test('stands under its old customer again when it is mended back to it', async () => {
    await deliver(streamEvent().insert(placed).modify(placed, badlyMoved));
    const back = makeOrder({ version: 3 });
    const { standing } = await deliver(laterEvent().modify(badlyMoved, back));
    expect(standing).toMatchObject([{ customerId: 'c-1', version: 3 }]);
  });

  test('is gone when it is removed', async () => {
    const event = streamEvent().insert(placed).modify(placed, badlyMoved).remove(badlyMoved);
    expect((await deliver(event)).standing).toEqual([]);
  });

  test('is not parked while it cannot be taken from its old customer', async () => {
    // Something else was parked before, so that it is not the queue's client that fails.
    await deliver(
      streamEvent()
        .insert(placed)
        .insert({ ...poison, orderId: 'o-2' }),
    );
    await table.stop();
    const answer = await invoke(handler, laterEvent().modify(placed, badlyMoved), {
      timeout: 60_000,
    });
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(servers.queue.requests).toHaveLength(1);
    table = await startProjectionTable();
  });
});

describe('an order whose key is too long for the read model', () => {
  const longCustomer = makeOrder({ customerId: 'é'.repeat(1_025) });

  test.each([
    ['customerId', longCustomer],
    ['orderId', makeOrder({ orderId: 'o'.repeat(1_025) })],
  ])('is parked, and holds up nobody: %s', async (_, long) => {
    const other = makeOrder({ orderId: 'o-2' });
    const { standing, parked } = await deliver(
      streamEvent()
        .insert(long)
        .modify(long, { ...long, total: 'much' })
        .remove(long)
        .insert(other),
    );
    expect(standing).toMatchObject([{ orderId: 'o-2' }]);
    expect(parked).toHaveLength(2);
  });

  test('stands as soon as its key fits', async () => {
    const moved = makeOrder({ version: 2 });
    const { standing } = await deliver(
      streamEvent().insert(longCustomer).modify(longCustomer, moved),
    );
    expect(standing).toMatchObject([{ customerId: 'c-1', version: 2 }]);
  });

  test('leaves the customer that it had before', async () => {
    const event = streamEvent().insert(makeOrder()).modify(makeOrder(), longCustomer);
    expect((await deliver(event)).standing).toEqual([]);
  });

  test('is none at the longest that a key may be', async () => {
    const longest = makeOrder({ customerId: 'c'.repeat(2_048), orderId: 'o'.repeat(1_024) });
    const { standing, parked } = await deliver(streamEvent().insert(longest));
    expect(standing).toHaveLength(1);
    expect(parked).toEqual([]);
  });
});

/** Of changes that come after those of a `streamEvent`. */
function laterEvent(): StreamEventBuilder {
  return streamEvent({ firstSequenceNumber: 10n ** 30n });
}

test('a mend that is none is parked like what it should have mended', async () => {
  const worse = { ...poison, version: 2, items: [] };
  const event = streamEvent().insert(poison).modify(poison, worse);
  const { standing, published, parked, audited } = await deliver(event);
  expect(parked).toHaveLength(2);
  expect([standing, published, audited]).toEqual([[], [], []]);
});
