import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WireResponse } from '../../src/wire/aws-service.js';
import { goodRequests } from './fuzz/good-requests.js';
import { hostileRequest } from './fuzz/hostile-request.js';
import { startCloud, type TestCloud } from './support/cloud.js';
import { seededRandom } from './support/seeded-random.js';

const REQUESTS = 20_000;
const AT_ONCE = 50;
const PATIENCE_MS = 10_000;

describe(`${REQUESTS} malformed or hostile requests`, () => {
  let cloud: TestCloud;
  const faults: unknown[] = [];
  beforeAll(async () => {
    cloud = await startCloud({ onFault: (error, target) => faults.push([target, error]) });
    await cloud.createStreamTable('Fuzz', 'NEW_AND_OLD_IMAGES', {
      DeletionProtectionEnabled: true,
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'text', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-text',
          KeySchema: [{ AttributeName: 'text', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });
  afterAll(() => cloud.close());

  test('are answered as AWS would, and the table goes on', async () => {
    const random = seededRandom(20260301);
    const good = goodRequests(
      'Fuzz',
      `arn:aws:dynamodb:eu-central-1:000000000000:table/Fuzz/stream/x`,
    );
    const strange: unknown[] = [];
    const seen: Record<number, number> = {};
    const one = async () => {
      const request = hostileRequest(random, good);
      const answer = await inTime(cloud.service.handle(request));
      if (answer !== undefined) seen[answer.status] = (seen[answer.status] ?? 0) + 1;
      if (isProper(answer) || strange.length > 3) return;
      strange.push([
        request.headers['x-amz-target'],
        request.body.toString().slice(0, 2000),
        answer?.status,
        String(answer?.body),
      ]);
    };
    for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, one));
    }
    expect(faults).toEqual([]);
    expect(strange).toEqual([]);
    // The requests are hostile, but not so wild that nothing gets further than the first check.
    expect(seen[200]).toBeGreaterThan(REQUESTS / 20);
    expect(seen[413]).toBeGreaterThan(0);

    for (const id of ['a', 'b', 'c', 'd']) {
      const Item = { id: { S: id } };
      await cloud.tables.send(new PutItemCommand({ TableName: 'Fuzz', Item }));
      const { Item: found } = await cloud.tables.send(
        new GetItemCommand({ TableName: 'Fuzz', Key: Item }),
      );
      expect(found).toEqual(Item);
    }
  }, 120_000);
});

function isProper(answer: WireResponse | undefined): boolean {
  if (answer === undefined) return false;
  const { status, body } = answer;
  if (status === 200 || status === 413) return true;
  if (status === 404) return String(body) === '<UnknownOperationException/>\n';
  return status === 400 && typeof JSON.parse(String(body)).__type === 'string';
}

/** Nothing, when there is no answer within the test's patience. */
async function inTime(answer: Promise<WireResponse>): Promise<WireResponse | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
