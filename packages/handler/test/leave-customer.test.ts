import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  decodeRecord,
  mapImages,
  RecordError,
  readOrder,
  type StreamRecord,
} from '@millrace/shared';
import fc from 'fast-check';
import { streamEvent, toFence } from '../src/index.js';
import { createLeaveCustomer } from '../src/reactions/leave-customer.js';
import { createProject } from '../src/reactions/project.js';
import { createPutFenced } from '../src/reactions/put-fenced.js';
import { makeOrder } from './support/orders.js';
import { type ProjectionTable, startProjectionTable } from './support/projection-table.js';
import { makeReactionContext } from './support/reaction-context.js';

let table: ProjectionTable;
let leaveCustomer: (record: StreamRecord) => Promise<void>;
beforeEach(async () => {
  table = await startProjectionTable();
  const leave = createLeaveCustomer({
    put: createPutFenced(table.tableName),
    now: () => Date.UTC(2026, 10, 24),
  });
  leaveCustomer = (record) => leave(record, new AbortController().signal);
});
afterEach(() => table.stop());

const placed = makeOrder();
const poison = { ...placed, total: 'much' };

/** What the last record of the event leaves in the read model when it is set aside. */
async function leftBy(event: ReturnType<typeof streamEvent>) {
  const [record] = event.build().Records.slice(-1);
  await leaveCustomer(record ?? {});
  return table.scan();
}

const gone = { customerId: 'c-1', orderId: 'o-1', removed: true };

test.each([
  ['another customer', { ...poison, customerId: 'c-2' }],
  ['a customer without a name', { ...poison, customerId: '' }],
  ['no customer at all', { orderId: 'o-1' }],
  ['a customer that is no text', { ...placed, customerId: 7 }],
])(
  'a change that is set aside and goes to %s takes the order from the one before',
  async (_, after) => {
    expect(await leftBy(streamEvent().modify(placed, after))).toEqual([
      {
        ...gone,
        fence: toFence('202328600001712385967261751'),
        expiresAt: Date.UTC(2026, 11, 9) / 1000,
      },
    ]);
  },
);

test('so does one before which the order did not fit either', async () => {
  const event = streamEvent().modify(poison, { ...poison, customerId: 'c-2' });
  expect(await leftBy(event)).toMatchObject([gone]);
});

test('so does a removal that is set aside: the order is there no more', async () => {
  expect(await leftBy(streamEvent().remove(placed))).toMatchObject([gone]);
});

test('a change that leaves the order with its customer leaves it there', async () => {
  expect(await leftBy(streamEvent().modify(placed, poison))).toEqual([]);
});

test("an order that nobody had before is nobody's to leave", async () => {
  expect(await leftBy(streamEvent().insert(poison))).toEqual([]);
  const unowned = { ...poison, customerId: '' };
  expect(await leftBy(streamEvent().modify(unowned, placed))).toEqual([]);
});

test.each([
  ['nothing in it', {}],
  ['no key', { dynamodb: { SequenceNumber: '1', OldImage: { customerId: { S: 'c-1' } } } }],
  [
    'no sequence number',
    { dynamodb: { Keys: { orderId: { S: 'o-1' } }, OldImage: { customerId: { S: 'c-1' } } } },
  ],
  [
    'a customer that is malformed',
    {
      dynamodb: {
        SequenceNumber: '1',
        Keys: { orderId: { S: 'o-1' } },
        OldImage: { customerId: { S: 7 as never } },
      },
    },
  ],
])('a record with %s changes nothing, and throws nothing', async (_name, record) => {
  await leaveCustomer(record);
  expect(await table.scan()).toEqual([]);
});

test('whatever went wrong and came again, an order that fits in the end stands under its customer alone', async () => {
  const project = createProject({ put: createPutFenced(table.tableName) });
  const deliver = async (record: StreamRecord) => {
    try {
      await project(mapImages(decodeRecord(record), readOrder), makeReactionContext());
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      await leaveCustomer(record);
    }
  };
  const step = fc.record({ customer: fc.nat(2), fits: fc.boolean(), remove: fc.boolean() });
  const history = fc.array(step, { maxLength: 6 });
  const again = fc.array(fc.nat(6), { maxLength: 6 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.nat(2), again, async (steps, lastCustomer, repeats) => {
      const orderId = `o-${run++}`;
      const event = streamEvent();
      let current: object | undefined;
      for (const { customer, fits, remove } of [
        ...steps,
        { customer: lastCustomer, fits: true, remove: false },
      ]) {
        const next = {
          ...makeOrder({ orderId, customerId: `c-${customer}` }),
          ...(fits ? {} : { total: 'much' }),
        };
        if (current === undefined) event.insert(next);
        else if (remove) event.remove(current);
        else event.modify(current, next);
        current = current !== undefined && remove ? undefined : next;
      }
      const { Records: records } = event.build();
      for (const record of records) await deliver(record);
      for (const index of repeats) await deliver(records[index] ?? records[0] ?? {});
      const standing = (await table.scan()).filter(
        (item) => item['orderId'] === orderId && item['removed'] === undefined,
      );
      expect(standing.map((item) => item['customerId'])).toEqual([`c-${lastCustomer}`]);
    }),
    { numRuns: 25 },
  );
});
