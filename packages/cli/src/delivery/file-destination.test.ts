import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FailureRecord } from '@millrace/mapping';
import { FileInbox } from '../redrive/file-inbox.js';
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

test('no record is lost or cut that is saved while a redrive empties the file', async () => {
  const file = join(folder, 'emptied.jsonl');
  const early = Array.from({ length: 12 }, (_, at) => `{"early":${at}}`);
  await writeFile(file, early.map((line) => `${line}\n`).join(''));
  const inbox = new FileInbox(file);
  const letters = await inbox.read(100);
  // Longer than what Node writes at once, and of letters that take two bytes.
  const payload = 'é'.repeat(300_000);
  const saving = new FileDestination(file);
  const saved = Array.from({ length: 12 }, (_, late) => late);
  const save = async () => {
    for (const late of saved) await saving.send({ document: { late }, payload } as never);
  };
  const empty = async () => {
    for (const letter of letters) await inbox.remove([letter]);
  };
  await Promise.all([save(), empty()]);
  const left = (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  expect([...new Set(left.map(({ late }) => late))].sort((a, b) => a - b)).toEqual(saved);
  expect(left.every((record) => record.payload === payload)).toBe(true);
});

test('a redrive leaves the last line of a file that has no line break at its end', async () => {
  const file = join(folder, 'by-hand.jsonl');
  await writeFile(file, '{"a":1}\n{"a":2}\n{"a":3}');
  const inbox = new FileInbox(file);
  const [first, , last] = await inbox.read(100);
  if (first === undefined || last === undefined) throw new Error('three letters');
  await inbox.remove([first]);
  expect(await readFile(file, 'utf8')).toBe('{"a":2}\n{"a":3}\n');
  await inbox.remove([last]);
  expect(await readFile(file, 'utf8')).toBe('{"a":2}\n');
});

test('a record does not go down with a line before it that a full disk cut off', async () => {
  const file = join(folder, 'cut-off.jsonl');
  await writeFile(file, '{"payload":"');
  const destination = new FileDestination(file);
  await destination.send(failure);
  await destination.send(failure);
  expect((await readFile(file, 'utf8')).split('\n')).toEqual([
    '{"payload":"',
    '{"payload":"{}"}',
    '{"payload":"{}"}',
    '',
  ]);
});
