import { afterEach, expect, jest, test } from '@jest/globals';
import { handler } from './orders.js';

const order = (version: number, status = 'PLACED') => ({
  orderId: { S: 'o-1' },
  customerId: { S: 'c-1' },
  status: { S: status },
  items: { L: [{ M: { sku: { S: 'tea' }, quantity: { N: '2' }, unitPrice: { N: '625' } } }] },
  total: { N: '1250' },
  currency: { S: 'EUR' },
  createdAt: { S: '2026-11-24T18:00:00.000Z' },
  updatedAt: { S: '2026-11-24T18:00:00.000Z' },
  version: { N: String(version) },
});
const record = (sequence: string, eventName: 'INSERT' | 'MODIFY' | 'REMOVE', images: object) => ({
  eventID: `e-${sequence}`,
  eventName,
  dynamodb: {
    ApproximateCreationDateTime: 1764085660,
    Keys: { orderId: { S: 'o-1' } },
    SequenceNumber: sequence,
    ...images,
  },
});

const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
jest.spyOn(console, 'error').mockImplementation(() => undefined);
const lines = () => log.mock.calls.map(([line]) => JSON.parse(String(line)));
afterEach(() => {
  log.mockClear();
});

test('logs each change with its difference, and before and after of an update', async () => {
  const answer = await handler({
    Records: [
      record('1', 'INSERT', { NewImage: order(1) }),
      record('2', 'MODIFY', { OldImage: order(1), NewImage: order(2, 'PAID') }),
      record('3', 'REMOVE', { OldImage: order(2, 'PAID') }),
    ],
  });
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(lines()).toMatchObject([
    { message: 'change', kind: 'insert', keys: { orderId: 'o-1' }, version: 1 },
    {
      kind: 'modify',
      eventName: 'MODIFY',
      sequenceNumber: '2',
      eventId: 'e-2',
      before: { status: 'PLACED' },
      after: { status: 'PAID' },
      changes: [
        { path: 'status', before: 'PLACED', after: 'PAID' },
        { path: 'version', before: 1, after: 2 },
      ],
    },
    { kind: 'remove', version: 2 },
  ]);
});

test('stops at the first failure and names its sequence number', async () => {
  const answer = await handler({
    Records: [
      record('1', 'INSERT', { NewImage: order(1) }),
      record('2', 'INSERT', { NewImage: { orderId: { S: 'o-1' } } }),
      record('3', 'INSERT', { NewImage: order(1) }),
    ],
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(lines()).toHaveLength(1);
});
