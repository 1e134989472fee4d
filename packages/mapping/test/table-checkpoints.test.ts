import { DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TableCheckpoints } from '../src/checkpoints/table-checkpoints.js';
import type { ShardCheckpoint } from '../src/seams.js';
import { AwsEndpoint } from './support/aws-endpoint.js';
import { streamArn } from './support/records.js';

type Item = { readonly shard: { readonly S: string } };

let endpoint: AwsEndpoint;
let client: DynamoDBClient;
let items: Map<string, Item>;
let unprocessed = 0;

beforeEach(async () => {
  items = new Map();
  unprocessed = 0;
  endpoint = await AwsEndpoint.listen(({ headers, body }) => {
    if (String(headers['x-amz-target']).endsWith('Query'))
      return { body: { Items: [...items.values()] } };
    const requests = JSON.parse(body).RequestItems.checkpoints as WriteRequest[];
    if (unprocessed > 0)
      return { body: { UnprocessedItems: { checkpoints: requests.slice(0, unprocessed) } } };
    for (const { PutRequest, DeleteRequest } of requests) {
      const put = PutRequest?.Item as unknown as Item | undefined;
      if (put !== undefined) items.set(put.shard.S, put);
      const key = DeleteRequest?.Key as unknown as Item | undefined;
      if (key !== undefined) items.delete(key.shard.S);
    }
    return { body: {} };
  });
  client = new DynamoDBClient(endpoint.config);
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const store = () => new TableCheckpoints({ client, tableName: 'checkpoints', mapping: 'm' });
const after = (shardId: string): ShardCheckpoint => ({
  shardId,
  position: { kind: 'after', sequenceNumber: '7' },
});

test('a mapping that has never run has none', async () => {
  expect(await store().load()).toBeUndefined();
});

test('what is saved is loaded, and what is forgotten goes', async () => {
  await store().save(streamArn, [after('a'), after('b')]);
  await store().forget(['a']);
  expect(await store().load()).toEqual({ streamArn, shards: [after('b')] });
});

test('many shards are written 25 at a time, the stream last', async () => {
  const shards = Array.from({ length: 60 }, (_, n) => after(`shard-${n}`));
  await store().save(streamArn, shards);
  expect(endpoint.requests).toHaveLength(3);
  expect(endpoint.requests[2]?.body).toContain('#stream');
  expect((await store().load())?.shards).toHaveLength(60);
});

test('a state that no item has room for is told, and keeps no other shard from its checkpoint', async () => {
  const withState = (shardId: string, bytes: number): ShardCheckpoint => ({
    ...after(shardId),
    window: { startSeconds: 60, state: 'é'.repeat(bytes / 2) },
  });
  const saved = store().save(streamArn, [
    withState('large', 500_000),
    withState('fitting', 390_000),
    after('plain'),
  ]);
  await expect(saved).rejects.toMatchObject({
    code: 'CHECKPOINT_REFUSED',
    message: expect.stringMatching(/^The checkpoint of large has 500\d{3} bytes/),
  });
  expect([...items.keys()]).toEqual(['fitting', 'plain', '#stream']);
});

test('what DynamoDB leaves unwritten is no success', async () => {
  unprocessed = 1;
  await expect(store().save(streamArn, [after('a')])).rejects.toMatchObject({
    code: 'CHECKPOINT_REFUSED',
  });
});

test('an item that is no checkpoint is refused', async () => {
  await store().save(streamArn, []);
  items.set('a', { shard: { S: 'a' } });
  await expect(store().load()).rejects.toMatchObject({ code: 'CHECKPOINT_UNREADABLE' });
});
