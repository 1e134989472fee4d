import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type AttributeValue, DescribeTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud } from './support/cloud.js';
import { ManualClock } from './support/manual-clock.js';
import { seededRandom } from './support/seeded-random.js';

type Image = Record<string, AttributeValue> | undefined;

const KILLS = 50;
/** A life ends when this many writes were acknowledged at most: by count, whatever the machine's speed. */
const MOST_ACKNOWLEDGED = 40;
const TableName = 'Crash';

describe('killed 50 times while it writes, rolls, splits, expires and deletes', () => {
  let dataDir: string;
  const acknowledged: string[] = [];
  const items = new Map<string, Image>();
  let records: _Record[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-crash-'));
    const random = seededRandom(20260301);
    for (let run = 0; run < KILLS; run += 1) {
      const writes = Math.ceil(random() * MOST_ACKNOWLEDGED);
      acknowledged.push(...(await writeUntilKilled(dataDir, run, writes)));
    }
    // With a clock that stands still nothing changes while it is looked at.
    const cloud = await startCloud({ dataDir, clock: new ManualClock(Date.now()) });
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    for await (const page of paginateScan({ client: cloud.tables }, { TableName })) {
      for (const item of page.Items ?? []) items.set(item['id']?.S ?? '', item);
    }
    records = await cloud.records(Table?.LatestStreamArn ?? '');
    await cloud.close();
    // Fifty processes start, one after the other: a loaded machine needs its time for that.
  }, 400_000);
  afterAll(() => rm(dataDir, { recursive: true }));

  test('it had acknowledged writes of every kind', () => {
    for (const kind of ['put', 'count', 'pair', 'expire']) {
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
      expect(numberOf(items.get(counter))).toBeGreaterThanOrEqual(counted);
    }
    const inserted = new Set(
      records.flatMap(({ eventName, dynamodb }) =>
        eventName === 'INSERT' ? [dynamodb?.Keys?.['id']?.S] : [],
      ),
    );
    for (const id of acknowledgedOf('expire')) expect(inserted.has(`expired-${id}`)).toBe(true);
  });

  test('the records, one after the other, tell how the table came to be what it is', () => {
    const told = new Map<string, Image>();
    const odd = records.filter(({ eventName, dynamodb }) => {
      const id = dynamodb?.Keys?.['id']?.S ?? '';
      const { OldImage: before, NewImage: after } = dynamodb ?? {};
      const follows = isDeepStrictEqual(before, told.get(id));
      if (after === undefined) told.delete(id);
      else told.set(id, after);
      return !follows || eventName !== nameOf(before, after);
    });
    expect(odd).toEqual([]);
    expect(told).toEqual(items);
  });

  test('every step of a counter has its record exactly once and in order', () => {
    for (const counter of ['counter-0', 'counter-1']) {
      const history = records
        .filter(({ dynamodb }) => dynamodb?.Keys?.['id']?.S === counter)
        .map(({ dynamodb }) => numberOf(dynamodb?.NewImage));
      const steps = numberOf(items.get(counter));
      expect(history).toEqual(Array.from({ length: steps }, (_, at) => at + 1));
    }
  });

  test('what had expired was removed by the service alone', () => {
    const removed = records.filter(({ eventName }) => eventName === 'REMOVE');
    expect(removed.length).toBeGreaterThan(0);
    for (const { userIdentity, dynamodb } of removed) {
      expect(dynamodb?.Keys?.['id']?.S).toMatch(/^expired-/);
      expect(userIdentity?.PrincipalId).toBe('dynamodb.amazonaws.com');
    }
  });

  test('no transaction is there by half', () => {
    const sides = (side: string) =>
      [...items.keys()]
        .flatMap((id) => (id.startsWith(side) ? [id.slice(side.length)] : []))
        .sort();
    expect(sides('left-')).toEqual(sides('right-'));
  });

  test('a table whose deletion was cut short left nothing to the next of its name', () => {
    expect(acknowledgedOf('ghosts')).toEqual([]);
  });

  function acknowledgedOf(kind: string): string[] {
    return acknowledged.flatMap((line) =>
      line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : [],
    );
  }
});

function nameOf(before: Image, after: Image): string {
  if (after === undefined) return 'REMOVE';
  return before === undefined ? 'INSERT' : 'MODIFY';
}

function numberOf(image: Image): number {
  return Number(image?.['n']?.N ?? 0);
}

/** Starts the writer, kills it after so many acknowledged writes, and tells what it said. */
async function writeUntilKilled(dataDir: string, run: number, writes: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'crash/writer.cjs'), dataDir, String(run)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  let complained = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > writes + 1) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${complained}`);
  // A line that was cut off by the kill was not said.
  return said.split('\n').slice(1, -1);
}
