import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { invoke, streamEvent } from '../src/index.js';

const at = new Date('2026-11-24T18:00:00.500Z');

describe('streamEvent', () => {
  test('shapes records as real streams do', () => {
    const event = streamEvent({ at })
      .insert({ id: 'a', n: 10.5, tags: new Set(['x']) })
      .build();
    expect(event).toEqual({
      Records: [
        {
          eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventName: 'INSERT',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: 'us-east-1',
          dynamodb: {
            ApproximateCreationDateTime: 1795543200,
            Keys: { id: { S: 'a' } },
            NewImage: { id: { S: 'a' }, n: { N: '10.5' }, tags: { SS: ['x'] } },
            SequenceNumber: '202328600001712385967261751',
            SizeBytes: 3 + (3 + 4 + 5),
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
          eventSourceARN: expect.stringMatching(
            /^arn:aws:dynamodb:us-east-1:\d{12}:table\/Orders\/stream\/.+/,
          ),
        },
      ],
    });
    expect(Object.keys(event.Records[0] ?? {})).toEqual([
      'eventID',
      'eventName',
      'eventVersion',
      'eventSource',
      'awsRegion',
      'dynamodb',
      'eventSourceARN',
    ]);
  });

  test('leaves out the image that the kind of change has not', () => {
    const [insert, modify, remove, expire] = streamEvent()
      .insert({ id: 'a' })
      .modify({ id: 'a' }, { id: 'a', n: 1 })
      .remove({ id: 'a' })
      .expire({ id: 'a' }).Records;
    expect(insert?.dynamodb).not.toHaveProperty('OldImage');
    expect(modify?.dynamodb).toMatchObject({ OldImage: {}, NewImage: { n: { N: '1' } } });
    expect(remove?.dynamodb).not.toHaveProperty('NewImage');
    expect(remove).not.toHaveProperty('userIdentity');
    expect(expire).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
  });

  test('numbers the records upwards, each with its own id', () => {
    const { Records } = streamEvent({ firstSequenceNumber: 9n })
      .insert({ id: 'a' })
      .insert({ id: 'b' });
    expect(Records.map(({ dynamodb }) => dynamodb?.SequenceNumber)).toEqual(['9', '10']);
    expect(new Set(Records.map(({ eventID }) => eventID)).size).toBe(2);
  });

  test('takes the first attribute for the key unless keys are named', () => {
    const keysOf = (event: DynamoDBStreamEvent) => event.Records[0]?.dynamodb?.Keys;
    const item = { pk: 'a', sk: 1, n: 2 };
    expect(keysOf(streamEvent().insert(item))).toEqual({ pk: { S: 'a' } });
    expect(keysOf(streamEvent({ keys: ['pk', 'sk'] }).insert(item))).toEqual({
      pk: { S: 'a' },
      sk: { N: '1' },
    });
  });

  test('refuses what no stream would carry', () => {
    expect(() => streamEvent({ keys: ['id'] }).insert({ n: 1 })).toThrow(/no key attribute "id"/);
    expect(() => streamEvent().insert({})).toThrow(/no attributes/);
    expect(() => streamEvent().modify({ id: 'a' }, { id: 'b' })).toThrow(/cannot change the key/);
  });

  test('gives a copy that later additions do not reach', () => {
    const builder = streamEvent().insert({ id: 'a' });
    const copy = builder.build();
    builder.insert({ id: 'b' });
    expect(copy.Records).toHaveLength(1);
  });
});

describe('invoke', () => {
  test('hands event and answer over as JSON', async () => {
    const answer = await invoke(async (event: object) => ({ event, at }), {
      gone: undefined,
      at,
    });
    expect(answer).toEqual({ event: { at: at.toISOString() }, at: at.toISOString() });
  });

  test('gives a context that counts down', async () => {
    const seen = await invoke(
      async (_event: object, context: Context) => {
        const first = context.getRemainingTimeInMillis();
        await sleep(30);
        return { first, second: context.getRemainingTimeInMillis(), name: context.functionName };
      },
      {},
      { timeout: 500, functionName: 'orders' },
    );
    expect(seen.first).toBeLessThanOrEqual(500);
    expect(seen.second).toBeLessThan(seen.first);
    expect(seen.name).toBe('orders');
  });

  test('ends a handler at its timeout, as Lambda does', async () => {
    const slow = async () => sleep(200);
    await expect(invoke(slow, {}, { timeout: 50 })).rejects.toThrow(
      'Task timed out after 0.05 seconds',
    );
    await sleep(200);
  });
});
