import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FailureRecord } from '@millrace/mapping';
import { FileDestination } from './file-destination.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failure = { document: {}, payload: '{}' } as FailureRecord;

describe('finding out whether failed records could be saved', () => {
  test('leaves no file behind', async () => {
    await new FileDestination(join(folder, 'none.jsonl')).check();
    expect(await readdir(folder)).not.toContain('none.jsonl');
  });

  test('takes none away that another run saves meanwhile', async () => {
    for (let round = 0; round < 30; round += 1) {
      const file = join(folder, `shared-${round}.jsonl`);
      const [one, another] = [new FileDestination(file), new FileDestination(file)];
      await Promise.all([one.check(), another.send(failure)]);
      expect(await readFile(file, 'utf8')).toBe('{"payload":"{}"}\n');
    }
  });
});
