import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { environments, type Settings, synthesize } from '@millrace/infra';
import { type Cloud, startCloud } from '@millrace/local';
import { OrderWriter } from '../src/demo/order-writer.js';
import { eventually } from './support/eventually.js';

jest.setTimeout(60_000);

const bundleFolder = path.resolve(__dirname, '../../handler/dist/bundle');
const withoutRetries = { maximumRetryAttempts: 0, bisectBatchOnError: false };

describe('the stack of every environment, as infra synthesizes it', () => {
  let folder: string;
  let cloud: Cloud;
  let documents: DynamoDBDocumentClient;
  const ends: (() => unknown)[] = [];
  const start = async (settings: Settings) => {
    const stackFile = synthesize({ settings, bundleFolder, outputFolder: folder });
    cloud = await startCloud({ stackFile });
    ends.push(() => cloud.stop());
    const { endpoint, region } = cloud;
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    documents = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials }));
    ends.push(() => documents.destroy());
  };
  const placeOrder = (orderId: string) =>
    new OrderWriter(documents, String(cloud.outputs['table_name']), orderId).perform('place');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'millrace-synth-'));
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await rm(folder, { recursive: true });
  });

  describe.each(Object.values(environments))('$environment', (settings) => {
    test.each(['queue', 'bucket'] as const)(
      'comes up whole with a %s for what failed, and its function hears of a change',
      async (failureDestination) => {
        await start({ ...settings, failureDestination });
        expect(cloud.report.unsupported).toEqual([]);
        await placeOrder('order-1');
        const notice = await eventually(() => cloud.buses.published()[0], 'the notice');
        expect(notice.detailType).toBe('OrderPlaced');
        expect(notice.detail).toContain('order-1');
      },
    );

    test('puts what failed for good into the bucket, where its settings ask for one', async () => {
      const mapping = { ...settings.mapping, ...withoutRetries };
      await start({ ...settings, mapping, failureDestination: 'bucket' });
      const [mapped] = cloud.mappings.list();
      const [functionName] = cloud.functions.list().map(({ name }) => name);
      cloud.injectFault(functionName ?? '', { kind: 'error', match: 'order-1' });
      await placeOrder('order-1');
      const bucket = cloud.buckets.list().find(({ name }) => name.includes('-failures-'));
      const key = await eventually(
        () => [...cloud.buckets.objects(bucket?.name ?? '').keys()][0],
        'the failure record',
      );
      expect(key).toMatch(new RegExp(`^aws/lambda/${mapped?.uuid}/shardId-`));
    });
  });
});
