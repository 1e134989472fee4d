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
