import { afterEach, describe, expect, test } from '@jest/globals';
import { type Change, decodeRecord, mapImages, type Order, readOrder } from '@millrace/shared';
import { streamEvent } from '../src/index.js';
import { createNotify } from '../src/reactions/notify.js';
import { useEndpoint } from './support/aws-environment.js';
import { makeOrder } from './support/orders.js';
import { makeReactionContext } from './support/reaction-context.js';
import { type Answer, type Recorded, RecordingServer } from './support/recording-server.js';

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: number;
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const entriesOf = ({ body }: Recorded): readonly Entry[] => JSON.parse(body).Entries;
const take = { EventId: 'taken' };
const refuse = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };

/** A bus that answers each entry as it is told. */
async function serveBus(verdict: (entry: Entry) => object = () => take): Promise<RecordingServer> {
  const answer = (request: Recorded): Answer => {
    const verdicts = entriesOf(request).map(verdict);
    return { body: JSON.stringify({ FailedEntryCount: 0, Entries: verdicts }) };
  };
  const server = new RecordingServer(answer);
  cleanUps.push(useEndpoint(await server.start()), () => server.stop());
  return server;
}

function changesOf(event: ReturnType<typeof streamEvent>): readonly Change<Order>[] {
  return event.Records.map((record) => mapImages(decodeRecord(record), readOrder));
}

async function notifyAll(changes: readonly Change<Order>[]) {
  const notify = createNotify({ eventBusName: 'orders' });
  // Reactions of one invocation have one signal.
  const context = makeReactionContext();
  return Promise.allSettled(changes.map((change) => notify(change, context)));
}

const placed = makeOrder();
const paid = makeOrder({ status: 'PAID', version: 2 });
const cancelled = makeOrder({ status: 'CANCELLED', version: 3 });

describe('a change', () => {
  test('is published under the name of what it means', async () => {
    const server = await serveBus();
    const event = streamEvent()
      .insert(placed)
      .modify(placed, paid)
      .modify(paid, cancelled)
      .remove(cancelled)
      .expire(placed);
    await notifyAll(changesOf(event));
    const [request] = server.requests;
    const entries = entriesOf(request as Recorded);
    expect(request?.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
    expect(entries.map(({ DetailType }) => DetailType)).toEqual([
      'OrderPlaced',
      'OrderStatusChanged',
      'OrderCancelled',
      'OrderDeleted',
      'OrderExpired',
    ]);
    expect(entries[1]).toMatchObject({ EventBusName: 'orders', Source: 'millrace.orders' });
    expect(JSON.parse(entries[1]?.Detail ?? '')).toEqual({
      deduplicationId: event.Records[1]?.eventID,
      sequenceNumber: event.Records[1]?.dynamodb?.SequenceNumber,
      order: paid,
      previousStatus: 'PLACED',
    });
  });

  test('that leaves the status as it was is not published', async () => {
    const server = await serveBus();
    await notifyAll(changesOf(streamEvent().modify(placed, { ...placed, version: 2 })));
    expect(server.requests).toEqual([]);
  });

  test('has the same id at every delivery', async () => {
    const server = await serveBus();
    const changes = changesOf(streamEvent().insert(placed));
    await notifyAll(changes);
    await notifyAll(changes);
    const ids = server.requests.flatMap(entriesOf).map(({ Detail }) => JSON.parse(Detail));
    expect(ids).toHaveLength(2);
    expect(ids[0]?.deduplicationId).toBe(ids[1]?.deduplicationId);
  });
});

describe('an order that did not fit its schema', () => {
  const poison = { ...placed, total: 'much' };
  const published = async (event: ReturnType<typeof streamEvent>) => {
    const server = await serveBus();
    const results = await notifyAll(changesOf(event));
    expect(results.map(({ status }) => status)).not.toContain('rejected');
    return server.requests
      .flatMap(entriesOf)
      .map(({ DetailType, Detail }) => ({ name: DetailType, ...JSON.parse(Detail) }));
  };

  test.each([
    ['PLACED', 'OrderPlaced'],
    ['PAID', 'OrderStatusChanged'],
    ['SHIPPED', 'OrderStatusChanged'],
    ['DELIVERED', 'OrderStatusChanged'],
    ['CANCELLED', 'OrderCancelled'],
  ] as const)('and is mended to %s is published as %s', async (status, name) => {
    const mended = makeOrder({ status, version: 2 });
    const event = streamEvent().modify({ ...poison, status }, mended);
    const [entry] = await published(event);
    expect(entry).toEqual({
      name,
      order: mended,
      deduplicationId: event.Records[0]?.eventID,
      sequenceNumber: event.Records[0]?.dynamodb?.SequenceNumber,
    });
  });

  test('and is removed is published with its id, and nothing that was never checked', async () => {
    const entries = await published(streamEvent().remove(poison).expire(poison));
    expect(entries).toMatchObject([
      { name: 'OrderDeleted', order: { orderId: 'o-1' } },
      { name: 'OrderExpired', order: { orderId: 'o-1' } },
    ]);
    expect(entries.map(({ order }) => Object.keys(order))).toEqual([['orderId'], ['orderId']]);
  });

  test('and that is no order at all, by its key, stays what it is: a record that cannot succeed', async () => {
    const [result] = await notifyAll(changesOf(streamEvent().remove({ id: 7 })));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'INVALID_ITEM' } });
  });
});

function placedOrders(count: number, changes: Partial<Order> = {}): readonly Change<Order>[] {
  const event = streamEvent();
  for (let i = 0; i < count; i++) event.insert(makeOrder({ orderId: `o-${i}`, ...changes }));
  return changesOf(event);
}

describe('changes that are published side by side', () => {
  test('share requests of ten', async () => {
    const server = await serveBus();
    await notifyAll(placedOrders(25));
    expect(server.requests.map((request) => entriesOf(request).length)).toEqual([10, 10, 5]);
  });

  test('share no request that would be larger than EventBridge takes', async () => {
    const server = await serveBus();
    const heavy = makeOrder({ customerId: 'c'.repeat(100_000) }).customerId;
    await notifyAll(placedOrders(3, { customerId: heavy }));
    expect(server.requests.map((request) => entriesOf(request).length)).toEqual([2, 1]);
  });

  test('share none with what outlived its invocation, and is aborted', async () => {
    const server = await serveBus();
    const notify = createNotify({ eventBusName: 'orders' });
    const [late, next] = placedOrders(2);
    if (late === undefined || next === undefined) throw new Error('two changes');
    const results = await Promise.allSettled([
      notify(late, { ...makeReactionContext(), signal: AbortSignal.abort() }),
      notify(next, makeReactionContext()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(server.requests.flatMap(entriesOf)).toHaveLength(1);
  });

  test('are tried again alone when they were refused', async () => {
    const refused = new Map<string, number>([
      ['o-3', 1],
      ['o-7', 2],
    ]);
    const server = await serveBus((entry) => {
      const { orderId } = JSON.parse(entry.Detail).order;
      const left = refused.get(orderId) ?? 0;
      refused.set(orderId, left - 1);
      return left > 0 ? refuse : take;
    });
    const results = await notifyAll(placedOrders(10));
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(server.requests.map((request) => entriesOf(request).length)).toEqual([10, 2, 1]);
  });

  test('are tried again when the answer says nothing of them', async () => {
    let answers = 0;
    const server = new RecordingServer((request) => {
      const told = entriesOf(request).slice(0, answers++ === 0 ? 1 : undefined);
      return { body: JSON.stringify({ FailedEntryCount: 0, Entries: told.map(() => take) }) };
    });
    cleanUps.push(useEndpoint(await server.start()), () => server.stop());
    const results = await notifyAll(placedOrders(3));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(server.requests.map((request) => entriesOf(request).length)).toEqual([3, 2]);
  });

  test('fail alone when they are refused to the end', async () => {
    await serveBus((entry) => (JSON.parse(entry.Detail).order.orderId === 'o-1' ? refuse : take));
    const results = await notifyAll(placedOrders(3));
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      {
        status: 'rejected',
        reason: { code: 'NOTIFICATION_FAILED', message: expect.stringContaining('slow down') },
      },
      { status: 'fulfilled' },
    ]);
  });
});

test('a bus that does not answer makes the change fail', async () => {
  const server = new RecordingServer(() => ({ status: 500 }));
  cleanUps.push(useEndpoint(await server.start()), () => server.stop());
  expect(await notifyAll(placedOrders(2))).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
});

test('an event that is not under the limit can never succeed', async () => {
  const server = await serveBus();
  await notifyAll(placedOrders(1, { customerId: 'c' }));
  const [entry] = server.requests.splice(0).flatMap(entriesOf);
  // A time takes 14 bytes (EventBridge's user guide); the rest is as long as it is.
  const rest = 14 + `${entry?.Source}${entry?.DetailType}${entry?.Detail}`.length - 1;
  const longest = 256 * 1024 - 1 - rest;
  const [fits] = await notifyAll(placedOrders(1, { customerId: 'c'.repeat(longest) }));
  expect(fits).toMatchObject({ status: 'fulfilled' });
  const [result] = await notifyAll(placedOrders(1, { customerId: 'c'.repeat(longest + 1) }));
  expect(result).toMatchObject({ reason: { name: 'PermanentError' } });
  expect(server.requests).toHaveLength(1);
});
