import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud } from './support/cloud.js';
import { seededRandom } from './support/seeded-random.js';

const KILLS = 50;
const LATEST_KILL_MS = 150;
const TableName = 'Crash';

describe('killed 50 times while it writes', () => {
  let dataDir: string;
  const acknowledged: string[] = [];
  const items = new Map<string, number>();
  let records: _Record[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-crash-'));
    const random = seededRandom(20260301);
    for (let run = 0; run < KILLS; run += 1) {
      acknowledged.push(...(await writeUntilKilled(dataDir, run, random() * LATEST_KILL_MS)));
    }
    const cloud = await startCloud({ dataDir });
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    for await (const page of paginateScan({ client: cloud.tables }, { TableName })) {
      for (const { id, n } of page.Items ?? []) items.set(id?.S ?? '', Number(n?.N ?? 0));
    }
    records = await cloud.records(Table?.LatestStreamArn ?? '');
    await cloud.close();
    // Fifty processes start, one after the other: a loaded machine needs its time for that.
  }, 400_000);
  afterAll(() => rm(dataDir, { recursive: true }));

  test('it had acknowledged writes of every kind', () => {
    for (const kind of ['put', 'count', 'pair']) {
      expect(acknowledgedOf(kind).length).toBeGreaterThan(KILLS);
    }
  });

  test('every acknowledged write is there', () => {
    for (const id of acknowledgedOf('put')) expect(items.has(id)).toBe(true);
    for (const id of acknowledgedOf('pair')) {
      expect(items.has(`left-${id}`) && items.has(`right-${id}`)).toBe(true);
    }
    for (const counter of ['counter-0', 'counter-1']) {
      const counted = acknowledgedOf('count').filter((id) => id === counter).length;
      expect(items.get(counter)).toBeGreaterThanOrEqual(counted);
    }
  });

  test('every item has its record exactly once, and every record its item', () => {
    const inserted = records
      .filter(({ eventName }) => eventName === 'INSERT')
      .map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S ?? '');
    expect(new Set(inserted).size).toBe(inserted.length);
    expect([...inserted].sort()).toEqual([...items.keys()].sort());
  });

  test('every step of a counter has its record exactly once and in order', () => {
    for (const counter of ['counter-0', 'counter-1']) {
      const history = records
        .filter(({ dynamodb }) => dynamodb?.Keys?.['id']?.S === counter)
        .map(({ dynamodb }) => Number(dynamodb?.NewImage?.['n']?.N));
      expect(history).toEqual(Array.from({ length: items.get(counter) ?? 0 }, (_, at) => at + 1));
    }
  });

  test('no transaction is there by half', () => {
    const sides = (side: string) =>
      [...items.keys()]
        .flatMap((id) => (id.startsWith(side) ? [id.slice(side.length)] : []))
        .sort();
    expect(sides('left-')).toEqual(sides('right-'));
  });

  function acknowledgedOf(kind: string): string[] {
    return acknowledged.flatMap((line) =>
      line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : [],
    );
  }
});

/** Starts the writer, kills it so long after its first write could be, and tells what it said. */
async function writeUntilKilled(dataDir: string, run: number, afterMs: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'crash/writer.cjs'), dataDir, String(run)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let complained = '';
  let killed = false;
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (killed || !said.startsWith('ready\n')) return;
    killed = true;
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${complained}`);
  // A line that was cut off by the kill was not said.
  return said.split('\n').slice(1, -1);
}
