import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ShardNode } from '../src/local-cloud/shard-tree.js';
import { LocalCloud } from './support/local-cloud.js';
import { Millrace } from './support/millrace.js';

let here: LocalCloud;
beforeEach(async () => {
  here = await LocalCloud.start({ shardsPerTable: 2 });
  await here.createTable('orders');
});
afterEach(() => here.stop());

const change = (...args: readonly string[]) =>
  new Millrace(['local', ...args, '--endpoint', here.endpoint, '--region', 'eu-central-1']).ended();

const shape = ({ isOpen, children }: ShardNode): unknown => [isOpen, children.map(shape)];

describe('millrace local', () => {
  test('splits one shard into two children and leaves the other open', async () => {
    const { out, code } = await change('split', 'orders', '--json');
    expect(code).toBe(0);
    const { shards } = JSON.parse(out) as { shards: ShardNode[] };
    const open = [true, []];
    expect(shards.map(shape)).toEqual(expect.arrayContaining([open, [false, [open, open]]]));
    expect(shards).toHaveLength(2);
  });

  test('rolls every open shard into one child each, and shows them below their parents', async () => {
    const { out, code } = await change('roll', 'orders');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.replace(/shardId-\S+/, 'shard'))).toEqual([
      'shard  closed',
      '  shard  open',
      'shard  closed',
      '  shard  open',
    ]);
  });

  test('refuses a table that is not there, by name', async () => {
    const { err, code } = await change('split', 'invoices');
    expect(code).toBe(1);
    expect(err).toContain('[SHARDS_NOT_CHANGED]');
    expect(err).toContain('invoices');
  });

  test('breaks a function for the events that contain a text, so often, and heals it', async () => {
    await here.createFunction('consumer', 'exports.handler = async () => "fine"');
    const invoke = async (key: string) => {
      const { FunctionError } = await here.lambda.send(
        new InvokeCommand({ FunctionName: 'consumer', Payload: JSON.stringify({ key }) }),
      );
      return FunctionError === undefined ? 'fine' : 'failed';
    };
    const armed = await change('break', 'consumer', '--match', 'order-7', '--times', '2');
    expect(armed.out).toBe('error  events with "order-7"  2 of 2 left');
    expect([await invoke('order-7'), await invoke('order-8')]).toEqual(['failed', 'fine']);

    const again = await change('break', 'consumer', '--kind', 'crash', '--times', '0', '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      functionName: 'consumer',
      faults: [
        { kind: 'error', match: 'order-7', times: 2, hits: 1 },
        { kind: 'crash', match: '', hits: 0 },
      ],
    });
    expect((await change('heal', 'consumer')).out).toBe('Healed: 2 ended.');
    expect(await invoke('order-7')).toBe('fine');
    expect((await change('heal', 'consumer')).out).toBe('There was nothing to heal.');
  });

  test('refuses a function that is not there, by name', async () => {
    const { err, code } = await change('break', 'shredder');
    expect(code).toBe(1);
    expect(err).toContain('[FUNCTION_NOT_BROKEN]');
    expect(err).toContain('shredder');
  });

  test('says how to find the local cloud when nothing answers', async () => {
    const { err, code } = await new Millrace([
      'local',
      'roll',
      'orders',
      '--endpoint',
      'http://127.0.0.1:9',
    ]).ended();
    expect(code).toBe(1);
    expect(err).toContain('[NO_LOCAL_CLOUD]');
    expect(err).toContain('millrace start');
  });
});
