import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AwsStreamSource } from '../src/aws/stream-source.js';
import { type Answer, AwsEndpoint, type Request } from './support/aws-endpoint.js';
import { streamArn } from './support/records.js';

const { signal } = new AbortController();
let endpoint: AwsEndpoint;
let client: DynamoDBStreamsClient;

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

async function sourceAnswering(answer: (operation: string, body: unknown) => Answer) {
  endpoint = await AwsEndpoint.listen((request: Request) => {
    const target = String(request.headers['x-amz-target']);
    return answer(target.split('.')[1] ?? '', JSON.parse(request.body));
  });
  client = new DynamoDBStreamsClient(endpoint.config);
  return new AwsStreamSource({ client, streamArn });
}

test('shards are listed page by page', async () => {
  const source = await sourceAnswering((_, body) => {
    const { ExclusiveStartShardId } = body as { ExclusiveStartShardId?: string };
    const Shards =
      ExclusiveStartShardId === undefined
        ? [
            {
              ShardId: 'a',
              SequenceNumberRange: { StartingSequenceNumber: '1', EndingSequenceNumber: '5' },
            },
          ]
        : [
            {
              ShardId: 'b',
              ParentShardId: 'a',
              SequenceNumberRange: { StartingSequenceNumber: '6' },
            },
          ];
    const more = ExclusiveStartShardId === undefined ? { LastEvaluatedShardId: 'a' } : {};
    return { body: { StreamDescription: { Shards, ...more } } };
  });
  expect(await source.listShards(undefined, signal)).toEqual({
    shards: [{ shardId: 'a', startingSequenceNumber: '1', endingSequenceNumber: '5' }],
    lastEvaluatedShardId: 'a',
  });
  expect(await source.listShards('a', signal)).toEqual({
    shards: [{ shardId: 'b', parentShardId: 'a', startingSequenceNumber: '6' }],
  });
});

test('an iterator is asked for by type and number', async () => {
  const source = await sourceAnswering((_, body) => ({
    body: { ShardIterator: JSON.stringify(body) },
  }));
  const position = { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: '7' } as const;
  expect(JSON.parse(await source.openIterator('a', position, signal))).toEqual({
    StreamArn: streamArn,
    ShardId: 'a',
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    SequenceNumber: '7',
  });
});

test('a record becomes what a function receives', async () => {
  const source = await sourceAnswering(() => ({
    body: {
      NextShardIterator: 'next',
      Records: [
        {
          eventID: 'ab0ed3713569f4655f353e5ef61a88c4',
          eventName: 'REMOVE',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: 'eu-central-1',
          userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
          dynamodb: {
            ApproximateCreationDateTime: 1764085660,
            Keys: { id: { S: 'a' } },
            OldImage: {
              id: { S: 'a' },
              total: { N: '12345678901234567890.5' },
              bytes: { B: 'Zm9vYmFy' },
              set: { BS: ['Zm9v', 'YmFy'] },
              nested: { M: { list: { L: [{ B: 'Zm9v' }, { BOOL: true }, { NULL: true }] } } },
              names: { SS: ['x', 'y'] },
            },
            SequenceNumber: '202328600001712385967261751',
            SizeBytes: 70,
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
        },
      ],
    },
  }));
  expect(await source.readRecords('iterator', 100, signal)).toEqual({
    nextIterator: 'next',
    records: [
      {
        eventID: 'ab0ed3713569f4655f353e5ef61a88c4',
        eventName: 'REMOVE',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'eu-central-1',
        dynamodb: {
          ApproximateCreationDateTime: 1764085660,
          Keys: { id: { S: 'a' } },
          OldImage: {
            id: { S: 'a' },
            total: { N: '12345678901234567890.5' },
            bytes: { B: 'Zm9vYmFy' },
            set: { BS: ['Zm9v', 'YmFy'] },
            nested: { M: { list: { L: [{ B: 'Zm9v' }, { BOOL: true }, { NULL: true }] } } },
            names: { SS: ['x', 'y'] },
          },
          SequenceNumber: '202328600001712385967261751',
          SizeBytes: 70,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: streamArn,
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      },
    ],
  });
});

test('a closed shard read to its end has no next iterator', async () => {
  const source = await sourceAnswering(() => ({ body: { Records: [] } }));
  expect(await source.readRecords('iterator', 100, signal)).toEqual({ records: [] });
});

test('a record without a sequence number is refused by name, not passed on', async () => {
  const source = await sourceAnswering(() => ({
    body: { Records: [{ eventID: 'e1', eventName: 'INSERT', dynamodb: { Keys: {} } }] },
  }));
  await expect(source.readRecords('iterator', 100, signal)).rejects.toThrow(
    /without a sequence number \(eventID e1\)/,
  );
});

describe('a refusal says what the reader has to do', () => {
  test.each([
    ['ExpiredIteratorException', 'expired-iterator'],
    ['TrimmedDataAccessException', 'trimmed'],
    ['LimitExceededException', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['ResourceNotFoundException', 'not-found'],
    ['ValidationException', 'invalid-position'],
    ['InternalServerError', 'unavailable'],
  ])('%s: %s', async (name, reason) => {
    const source = await sourceAnswering(() => ({
      status: 400,
      body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'why' },
    }));
    await expect(source.readRecords('iterator', 100, signal)).rejects.toMatchObject({
      reason,
      code: 'STREAM_REFUSED',
    });
  });
});
