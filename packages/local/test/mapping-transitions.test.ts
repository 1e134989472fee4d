import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from './support/eventually.js';
import { emptyRoad } from './support/mapped.js';

type Road = Awaited<ReturnType<typeof emptyRoad>>;

/** A mapping that was enabled again while its stream is out of reach: its tables' endpoint is gone. */
async function waitingRoad(): Promise<Road & { readonly UUID: string }> {
  const tables = await emptyRoad();
  const EventSourceArn = await tables.table('Elsewhere');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const road = await emptyRoad({ tablesAt: { endpoint: tables.cloud.endpoint, credentials } });
  await road.fn('idle', 'exports.handler = async () => null;');
  const UUID = await road.map({ EventSourceArn, FunctionName: 'idle' });
  await road.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  await road.untilState(UUID, 'Disabled');
  await tables.cloud.stop();
  await road.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await road.untilState(UUID, 'Enabling');
  await eventually(() => road.events.find(isRefusal), 'a refusal of the stream');
  return { ...road, UUID };
}

const idsToLog =
  'exports.handler = async ({ Records }) => { for (const { dynamodb } of Records) console.log(dynamodb.Keys.id.S); };';

function isCheckpointRefusal(event: Road['events'][number]): boolean {
  return event.type === 'mapping' && event.event.type === 'checkpoint-refused';
}

function isRefusal(event: Road['events'][number]): boolean {
  return event.type === 'mapping' && event.event.type === 'source-refused';
}

describe('a mapping that waits for its stream', () => {
  test('lets its cloud stop', async () => {
    const { cloud, UUID } = await waitingRoad();
    await cloud.stop();
    expect(cloud.mappings.faultOf(UUID)).toBeUndefined();
  });

  test('is disabled when that is asked for', async () => {
    const { cloud, lambda, untilState, UUID } = await waitingRoad();
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await untilState(UUID, 'Disabled');
    await cloud.stop();
  });

  test('is deleted', async () => {
    const { cloud, lambda, UUID } = await waitingRoad();
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    await cloud.mappings.settled();
    await cloud.stop();
  });
});

test('a deleted mapping leaves no checkpoint behind, from which one of its name could go on', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-'));
  const road = await emptyRoad({ dataDir });
  const EventSourceArn = await road.table('Kept');
  await road.fn('idle', 'exports.handler = async () => null;');
  const UUID = await road.map({ EventSourceArn, FunctionName: 'idle' });
  const checkpoints = () => readdir(join(dataDir, 'checkpoints'));
  expect(await checkpoints()).toEqual([`${UUID}.json`]);
  await road.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await road.cloud.mappings.settled();
  expect(await checkpoints()).toEqual([]);
  await road.cloud.stop();
  await rm(dataDir, { recursive: true });
});

describe('a mapping whose checkpoint cannot be kept', () => {
  let dataDir: string;
  let road: Road;
  let UUID: string;
  const faults = () => road.events.filter(({ type }) => type === 'fault');
  const put = (id: string) =>
    road.dynamodb.send(new PutItemCommand({ TableName: 'Kept', Item: { id: { S: id } } }));

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-'));
    road = await emptyRoad({ dataDir });
    const EventSourceArn = await road.table('Kept');
    await road.fn('reader', idsToLog);
    UUID = await road.map({ EventSourceArn, FunctionName: 'reader' });
    await rm(join(dataDir, 'checkpoints'), { recursive: true });
    await writeFile(join(dataDir, 'checkpoints'), 'no folder');
    await put('one');
    await eventually(() => road.events.find(isCheckpointRefusal), 'a refused checkpoint');
  });
  afterEach(async () => {
    // It tells of the checkpoint once more, if the mapping is still there.
    await road.cloud.stop().catch(() => undefined);
    await rm(dataDir, { recursive: true });
  });

  test('is deleted, and tells of it once', async () => {
    await road.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    await road.cloud.mappings.settled();
    expect(faults()).toHaveLength(1);
  });

  test('is changed and goes on, and tells of it once', async () => {
    await road.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 7 }));
    await road.cloud.mappings.settled();
    expect(faults()).toHaveLength(1);
    const mapping = await road.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect(mapping).toMatchObject({ State: 'Enabled', BatchSize: 7 });
    await put('two');
    await eventually(
      () => road.logged('reader').find((line) => line.endsWith('\ttwo')),
      'the next',
    );
  });
});

test('changes that follow each other at once end as the last of them says, and lose nothing', async () => {
  const road = await emptyRoad();
  const { lambda } = road;
  const EventSourceArn = await road.table('Busy');
  await road.fn(
    'slow',
    `exports.handler = async ({ Records }) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const { dynamodb } of Records) console.log(dynamodb.Keys.id.S);
    };`,
  );
  const UUID = await road.map({ EventSourceArn, FunctionName: 'slow', BatchSize: 1 });
  const ids = ['one', 'two', 'three'];
  for (const id of ids) {
    await road.dynamodb.send(new PutItemCommand({ TableName: 'Busy', Item: { id: { S: id } } }));
  }
  const change = (members: object) =>
    lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...members }));
  await change({ Enabled: false });
  await change({ Enabled: true });
  await change({ BatchSize: 7 });
  expect((await change({ Enabled: false })).State).toBe('Disabling');
  await road.cloud.mappings.settled();
  const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
  expect(mapping).toMatchObject({ State: 'Disabled', BatchSize: 7 });
  await change({ Enabled: true });
  await eventually(() => {
    const seen = road.logged('slow');
    return ids.every((id) => seen.some((line) => line.endsWith(`\t${id}`))) ? true : undefined;
  }, 'every record');
  await road.cloud.stop();
});
