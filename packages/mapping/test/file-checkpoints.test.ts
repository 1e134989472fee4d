import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileCheckpoints } from '../src/checkpoints/file-checkpoints.js';
import { streamArn } from './support/records.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  path = join(folder, 'deep', 'checkpoint.json');
});

afterEach(() => rm(folder, { recursive: true }));

test('a mapping that has never run has none', async () => {
  expect(await new FileCheckpoints(path).load()).toBeUndefined();
});

test('what one process saves, the next one loads', async () => {
  const shards = [
    { shardId: 'a', position: { kind: 'after', sequenceNumber: '12' } },
    { shardId: 'b', position: { kind: 'since', time: 7 } },
    {
      shardId: 'c',
      position: { kind: 'beginning' },
      window: { startSeconds: 60, state: { sum: 1 } },
    },
    { shardId: 'd', position: { kind: 'finished' } },
    {
      shardId: 'e',
      position: { kind: 'after', sequenceNumber: '9' },
      window: {
        startSeconds: 60,
        state: {},
        records: {
          first: { sequenceNumber: '8', createdAt: 61_000 },
          last: { sequenceNumber: '9', createdAt: 62_000 },
          count: 2,
        },
      },
    },
  ] as const;
  await new FileCheckpoints(path).save(streamArn, shards);
  expect(await new FileCheckpoints(path).load()).toEqual({ streamArn, shards });
});

test('each save keeps the other shards, and forgotten ones go', async () => {
  const first = new FileCheckpoints(path);
  await first.save(streamArn, [{ shardId: 'a', position: { kind: 'beginning' } }]);
  await new FileCheckpoints(path).save(streamArn, [
    { shardId: 'b', position: { kind: 'finished' } },
  ]);
  const later = new FileCheckpoints(path);
  await later.forget(['a']);
  expect(await new FileCheckpoints(path).load()).toMatchObject({ shards: [{ shardId: 'b' }] });
});

test('whoever looks while it is written sees the old file or the new one, whole', async () => {
  const checkpoints = new FileCheckpoints(path);
  const shards = Array.from({ length: 2_000 }, (_, n) => ({
    shardId: `shard-${n}`,
    position: { kind: 'beginning' } as const,
  }));
  await checkpoints.save(streamArn, shards);
  let saving = true;
  const saves = (async () => {
    for (let n = 0; n < 30; n += 1) await checkpoints.save(streamArn, []);
    saving = false;
  })();
  let looks = 0;
  for (; saving; looks += 1) {
    expect(JSON.parse(await readFile(path, 'utf8')).shards).toHaveLength(2_000);
  }
  await saves;
  expect(looks).toBeGreaterThan(0);
});

test('no draft is left behind', async () => {
  await new FileCheckpoints(path).save(streamArn, []);
  expect(await readdir(join(folder, 'deep'))).toEqual(['checkpoint.json']);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ streamArn, shards: [] });
});

test('a file that was mended is read after all', async () => {
  path = join(folder, 'checkpoint.json');
  await writeFile(path, 'no json');
  const checkpoints = new FileCheckpoints(path);
  await expect(checkpoints.load()).rejects.toMatchObject({ code: 'CHECKPOINT_UNREADABLE' });
  await rm(path);
  expect(await checkpoints.load()).toBeUndefined();
});

describe('a file that is no checkpoint is refused, and not overwritten', () => {
  test.each([
    'no json',
    '[]',
    '{"streamArn":"a"}',
    '{"streamArn":"a","shards":[{"shardId":"a","position":{"kind":"after"}}]}',
    '{"streamArn":"a","shards":[{"shardId":"a","position":{"kind":"elsewhere"}}]}',
  ])('%s', async (text) => {
    path = join(folder, 'checkpoint.json');
    await writeFile(path, text);
    const checkpoints = new FileCheckpoints(path);
    await expect(checkpoints.load()).rejects.toMatchObject({ code: 'CHECKPOINT_UNREADABLE' });
    await expect(checkpoints.save(streamArn, [])).rejects.toThrow(path);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
