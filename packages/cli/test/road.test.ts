import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { OrderWriter } from '../src/demo/order-writer.js';
import { Millrace } from './support/millrace.js';

const synthesized = path.resolve(__dirname, '../../../infra/cdktf.out/stacks/orders');
const stackFile = path.join(synthesized, 'cdk.tf.json');

jest.setTimeout(150_000);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millrace-road-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

type Mappings = { readonly consumer_mapping: Record<string, unknown> };

type Stack = { readonly resource: { readonly aws_lambda_event_source_mapping: Mappings } };

type Tables = { readonly aws_dynamodb_table: Readonly<Record<string, object>> };

/** A copy of the synthesized stack with one change in it. */
function changedStack(change: (stack: Stack) => void): string {
  fs.cpSync(synthesized, folder, { recursive: true });
  const stack = JSON.parse(fs.readFileSync(stackFile, 'utf8'));
  change(stack);
  const file = path.join(folder, 'cdk.tf.json');
  fs.writeFileSync(file, JSON.stringify(stack));
  return file;
}

const clientSettings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});

async function openRoad(...flags: string[]) {
  const road = new Millrace(['start', '--json', '--rate', '0', ...flags]);
  const { endpoint } = await road.object<{ endpoint: string }>(({ type }) => type === 'open');
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  const writer = (orderId: string) => new OrderWriter(documents, 'millrace-dev-orders', orderId);
  return { road, endpoint, documents, writer };
}

const childrenOf = (pid: number | undefined): number[] => {
  try {
    return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
      .map(Number);
  } catch {
    return [];
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function untilDead(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await sleep(20);
}

describe('millrace demo', () => {
  test('accounts for each of over 500 writes, and loses none', async () => {
    const { code, out } = await new Millrace(['demo', '--json']).ended();
    const report = JSON.parse(out);
    expect(report).toMatchObject({ lost: [], outOfOrder: [], setAside: 1 });
    expect(report.written).toBeGreaterThanOrEqual(500);
    expect(report.handled + report.setAside + report.filteredOut).toBe(report.written);
    expect(report.filteredOut).toBeGreaterThan(0);
    expect(report.retries).toBeGreaterThanOrEqual(2);
    expect(code).toBe(0);
  });
});

describe('millrace start', () => {
  test('brings a change made by any SDK client to the function, and tells it', async () => {
    const { road, writer } = await openRoad();
    await writer('order-1').perform('place');
    const handled = await road.object(({ type }) => type === 'handled');
    expect(handled).toMatchObject({ eventName: 'INSERT', keys: { orderId: 'order-1' } });
    expect((await road.stop()).code).toBe(0);
  });

  test('tells a record that is set aside after its retries', async () => {
    const { road, documents } = await openRoad();
    await documents.send(
      new PutCommand({ TableName: 'millrace-dev-orders', Item: { orderId: 'order-odd' } }),
    );
    const log = await road.object(({ type }) => type === 'log');
    expect(JSON.stringify(log)).toMatch(/parked/);
    await road.stop();
  });

  test('runs with the filter and the batch size that the stack has now', async () => {
    const file = changedStack(({ resource }) => {
      Object.assign(resource.aws_lambda_event_source_mapping.consumer_mapping, {
        batch_size: 7,
        filter_criteria: { filter: [{ pattern: '{"eventName":["REMOVE"]}' }] },
      });
    });
    const { road, endpoint, writer } = await openRoad('--stack', file);
    const lambda = new LambdaClient(clientSettings(endpoint));
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([{ BatchSize: 7 }]);

    const order = writer('order-1');
    await order.perform('place');
    await order.perform('delete');
    const handled = await road.object(({ type }) => type === 'handled');
    expect(handled).toMatchObject({ eventName: 'REMOVE' });
    await road.stop();
  });

  test('keeps tables and the place in the stream in a data folder', async () => {
    const data = path.join(folder, 'data');
    const first = await openRoad('--data', data);
    await first.writer('order-1').perform('place');
    await first.road.object(({ type }) => type === 'handled');
    await first.road.stop();

    const second = await openRoad('--data', data);
    await second.writer('order-2').perform('place');
    const handled = await second.road.object(({ type }) => type === 'handled');
    expect(handled).toMatchObject({ keys: { orderId: 'order-2' } });
    await second.road.stop();
  });

  test('reads a table that lives elsewhere, and leaves that table as it is', async () => {
    const there = await openRoad();
    const here = await openRoad('--endpoint', there.endpoint);
    await there.writer('order-1').perform('place');
    const handled = await here.road.object(({ type }) => type === 'handled');
    expect(handled).toMatchObject({ eventName: 'INSERT', keys: { orderId: 'order-1' } });
    await here.road.stop();
    await there.road.stop();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves no child behind when it gets %s',
    async (signal) => {
      const { road, writer } = await openRoad();
      await writer('order-1').perform('place');
      await road.object(({ type }) => type === 'handled');
      const children = childrenOf(road.process.pid);
      expect(children.length).toBeGreaterThan(0);
      await road.stop(signal);
      await untilDead(children);
    },
  );
});

describe('bad input gets one error, exit code 1, and nothing half-started:', () => {
  async function refuse(args: readonly string[], code: string, message: RegExp) {
    const { code: exit, err, out } = await new Millrace(args).ended();
    expect(err).toMatch(message);
    expect(err).toContain(`[${code}]`);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).not.toContain('"open"');
    expect(exit).toBe(1);
  }
  const withStack = (file: string) => ['start', '--rate', '0', '--json', '--stack', file];

  test('no stack', async () => {
    const file = path.join(folder, 'none.json');
    await refuse(withStack(file), 'STACK_NOT_FOUND', /none\.json.*synth/s);
  });

  test('a malformed stack', async () => {
    const file = path.join(folder, 'cdk.tf.json');
    fs.writeFileSync(file, '{"resource": ');
    await refuse(withStack(file), 'STACK_NOT_JSON', /cdk\.tf\.json/);
  });

  test('a filter that is not valid', async () => {
    const file = changedStack(({ resource }) => {
      resource.aws_lambda_event_source_mapping.consumer_mapping['filter_criteria'] = {
        filter: [{ pattern: '{"eventName":"INSERT"}' }],
      };
    });
    await refuse(withStack(file), 'STACK_FILTER_INVALID', /filter/i);
  });

  test('a bundle that does not load', async () => {
    const file = changedStack((stack) => {
      const functions = (stack.resource as Record<string, unknown>)['aws_lambda_function'];
      const [consumer] = Object.values(functions as object);
      consumer.handler = 'nothing.handler';
    });
    await refuse(withStack(file), 'STACK_BUNDLE_NOT_LOADED', /nothing/);
  });

  test('a taken port', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    await refuse(['start', '--port', String(port)], 'PORT_TAKEN', new RegExp(String(port)));
    server.close();
  });

  test('an endpoint that has no such table', async () => {
    const elsewhere = await openRoad();
    const file = changedStack(({ resource }) => {
      const [orders] = Object.values((resource as unknown as Tables).aws_dynamodb_table);
      Object.assign(orders ?? {}, { name: 'another' });
    });
    const flags = ['--endpoint', elsewhere.endpoint];
    await refuse([...withStack(file), ...flags], 'STACK_TABLE_ELSEWHERE', /no table another/);
    await elsewhere.road.stop();
  });

  test('a data folder that cannot be one', async () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    await refuse(['start', '--data', file], 'DATA_FOLDER_UNUSABLE', /data folder/);
  });

  test('an endpoint at which nothing answers, with what to do', async () => {
    await refuse(
      ['start', '--endpoint', 'http://127.0.0.1:9'],
      'STACK_REFUSED',
      /127\.0\.0\.1:9\. Start /,
    );
  });

  test('a port that is none', async () => {
    const { code, err } = await new Millrace(['demo', '--port', '99999']).ended();
    expect(err).toContain('whole number, 0 to 65535');
    expect(code).toBe(1);
  });
});
