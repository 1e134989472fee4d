import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCloud } from './support/cloud.js';

/** What a file may grow to before writing to it fails, in blocks of 1,024 bytes. */
const LIMIT_BLOCKS = 256;
const TableName = 'Full';
const canLimit = process.platform === 'linux';

// Only Linux lets a running process have its limit raised, which is what room on the disk looks like.
(canLimit ? describe : describe.skip)('a disk that is full, and has room again later', () => {
  let dataDir: string;
  let said: readonly string[] = [];
  const acknowledged = () => said.flatMap((line) => /^put (.*)/.exec(line)?.[1] ?? []);

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-full-'));
    said = await writeThroughAFullDisk(dataDir);
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  test('says what is wrong, where, and the mend', () => {
    const failed = said.find((line) => line.startsWith('failed'));
    expect(failed).toContain('failed 500 ');
    expect(failed).toContain(dataDir);
    expect(failed).toContain('make room on the disk and start again');
  });

  test('is not written to any more, since what is written behind a gap would be lost', () => {
    expect(acknowledged().length).toBeGreaterThan(10);
    expect(acknowledged().filter((id) => id.startsWith('after'))).toEqual([]);
  });

  test('is read on', () => {
    expect(said).toContain(`read ${acknowledged().length}`);
  });

  test('has every acknowledged write and its record after the next start', async () => {
    const cloud = await startCloud({ dataDir });
    const { Table } = await cloud.tables.send(new DescribeTableCommand({ TableName }));
    const ids: string[] = [];
    for await (const page of paginateScan({ client: cloud.tables }, { TableName })) {
      ids.push(...(page.Items ?? []).map((item) => item['id']?.S ?? ''));
    }
    const records = await cloud.records(Table?.LatestStreamArn ?? '');
    await cloud.close();
    expect(ids.sort()).toEqual(acknowledged().sort());
    expect(records.map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S).sort()).toEqual(ids);
  });
});

async function writeThroughAFullDisk(dataDir: string): Promise<readonly string[]> {
  const writer = [process.execPath, join(__dirname, 'full-disk/writer.cjs'), dataDir];
  // Where the signal is ignored, a write beyond the limit fails as one to a full disk does.
  const limited = `trap '' XFSZ; ulimit -S -f ${LIMIT_BLOCKS}; exec "$@"`;
  const child = spawn('bash', ['-c', limited, 'bash', ...writer], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const hadFailed = said.includes('failed');
    said += chunk.toString();
    if (hadFailed || !said.includes('failed')) return;
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']);
    child.stdin.write('\n');
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the writer did not end well: ${complained}`);
  return said.split('\n');
}
