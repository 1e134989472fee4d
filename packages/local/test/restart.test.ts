import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type CloudEvent, startCloud } from '../src/index.js';
import { eventually } from './support/eventually.js';
import { clientSettings } from './support/serve.js';
import { writeStack } from './support/stack.js';

test('a cloud that is started again on its data folder goes on where it stopped', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-data-'));
  const stackFile = await writeStack();
  const events: CloudEvent[] = [];
  const start = () => startCloud({ stackFile, dataDir, onEvent: (event) => events.push(event) });
  const seen = () =>
    events.flatMap((event) =>
      event.type === 'function-log' ? [event.line.split('\t').at(-1) ?? ''] : [],
    );
  const put = (endpoint: string, id: string) =>
    new DynamoDBClient(clientSettings(endpoint)).send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }),
    );

  const first = await start();
  await put(first.endpoint, 'a');
  await eventually(() => (seen().includes('INSERT a') ? true : undefined), 'the first change');
  await first.stop();

  const second = await start();
  try {
    await put(second.endpoint, 'b');
    await eventually(() => (seen().includes('INSERT b') ? true : undefined), 'the second change');
    expect(seen()).toEqual(['INSERT a', 'INSERT b']);
    const { Count } = await new DynamoDBClient(clientSettings(second.endpoint)).send(
      new ScanCommand({ TableName: 'orders' }),
    );
    expect(Count).toBe(2);
  } finally {
    await second.stop();
  }
});
