import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, type CloudEvent, startCloud } from '../src/index.js';
import { clientSettings } from './support/serve.js';

let cloud: Cloud;
let client: EventBridgeClient;
const seen: CloudEvent[] = [];

beforeAll(async () => {
  cloud = await startCloud({ region: 'eu-west-1', onEvent: (event) => seen.push(event) });
  client = new EventBridgeClient(clientSettings(cloud.endpoint));
});
afterAll(() => cloud.stop());

const entry = { Source: 'orders', DetailType: 'OrderPlaced', Detail: '{"orderId":"1"}' };
const putEvents = (...Entries: object[]) => client.send(new PutEventsCommand({ Entries }));

describe('EventBridge, by the SDK', () => {
  test('publishes, and shows what was published', async () => {
    const created = await client.send(new CreateEventBusCommand({ Name: 'orders' }));
    expect(created.EventBusArn).toBe('arn:aws:events:eu-west-1:000000000000:event-bus/orders');
    const { FailedEntryCount, Entries } = await putEvents(
      { ...entry, EventBusName: 'orders' },
      { ...entry, EventBusName: created.EventBusArn },
    );
    expect(FailedEntryCount).toBe(0);
    const response = await fetch(`${cloud.endpoint}/_millrace/events?bus=orders`);
    expect(await response.json()).toEqual({
      events: Entries?.map(({ EventId }) => ({
        id: EventId,
        bus: 'orders',
        source: 'orders',
        detailType: 'OrderPlaced',
        detail: '{"orderId":"1"}',
        resources: [],
        time: expect.any(Number),
      })),
    });
    expect(seen.filter(({ type }) => type === 'event-published')).toHaveLength(2);
  });

  test('answers entry by entry', async () => {
    const { FailedEntryCount, Entries } = await putEvents(
      { ...entry, Source: '' },
      { ...entry, Detail: '{' },
      { ...entry, EventBusName: 'none' },
      entry,
    );
    expect(FailedEntryCount).toBe(3);
    expect(Entries).toMatchObject([
      { ErrorCode: 'InvalidArgument' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'ResourceNotFoundException' },
      { EventId: expect.any(String) },
    ]);
  });

  test('can be made to fail, so that a publisher’s retries can be tested', async () => {
    cloud.buses.failNext(1);
    const { Entries } = await putEvents(entry, entry);
    expect(Entries).toMatchObject([
      { ErrorCode: 'InternalFailure' },
      { EventId: expect.any(String) },
    ]);
  });

  test('refuses more than ten entries, none, and more than 256 KB', async () => {
    const refused = { name: 'ValidationException' };
    await expect(putEvents(...Array(11).fill(entry))).rejects.toMatchObject(refused);
    await expect(putEvents()).rejects.toMatchObject(refused);
    const large = { ...entry, Detail: JSON.stringify({ a: 'x'.repeat(150_000) }) };
    await expect(putEvents(large, large)).rejects.toMatchObject(refused);
  });

  test('knows its buses', async () => {
    const known = await client.send(new DescribeEventBusCommand({}));
    expect(known.Name).toBe('default');
    await expect(client.send(new DescribeEventBusCommand({ Name: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
