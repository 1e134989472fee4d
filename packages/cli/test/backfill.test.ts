import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunReport } from '../src/delivery/run-report.js';
import { runCli, startCli } from './support/cli.js';
import { eventually } from './support/eventually.js';
import { freshFolder, handlerFile } from './support/handler-file.js';
import { LocalCloud } from './support/local-cloud.js';

const ITEMS = 400;

let local: LocalCloud;
beforeAll(async () => {
  local = await LocalCloud.start();
  await local.createTable('orders');
  for (let at = 0; at < ITEMS; at += 40) {
    const writes = Array.from({ length: 40 }, (_, item) =>
      local.put('orders', `i${at + item}`, { round: '0' }),
    );
    await Promise.all(writes);
  }
});
afterAll(() => local.stop());

const idsOf = (seen: readonly { readonly id: string }[]) => new Set(seen.map(({ id }) => id));

/** A consumer with a read model: one file an item, and what has a higher fence stays. */
async function fencedHandler(folder: string, delay: number) {
  const model = join(folder, 'model');
  await mkdir(model);
  const path = join(folder, 'fenced.js');
  await writeFile(
    path,
    `const { readFileSync, writeFileSync } = require('node:fs');
exports.handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, ${delay}));
  for (const { eventName, dynamodb } of event.Records) {
    const file = ${JSON.stringify(model)} + '/' + dynamodb.Keys.id.S;
    const fence = dynamodb.SequenceNumber.padStart(40, '0');
    let before = '';
    try { before = JSON.parse(readFileSync(file, 'utf8')).fence; } catch {}
    const gone = eventName === 'REMOVE';
    if (before < fence) writeFileSync(file, JSON.stringify({ fence, gone, round: dynamodb.NewImage?.round.S }));
  }
};
`,
  );
  const read = async () => {
    const names = await readdir(model);
    const files = await Promise.all(names.map((name) => readFile(join(model, name), 'utf8')));
    const entries = files.map((text, at) => [names[at] ?? '', JSON.parse(text)] as const);
    return new Map(entries.filter(([, { gone }]) => !gone).map(([id, { round }]) => [id, round]));
  };
  return { path, read };
}

describe('a backfill', () => {
  test('gives every item once, as an INSERT with its whole image, numbered below every change', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder);
    const { code, stdout } = await runCli(local.endpoint, [
      ...['backfill', 'orders', '--handler', handler.path, '--json'],
      ...['--state', join(folder, 'state.json')],
    ]);
    const report: RunReport = JSON.parse(stdout);
    const seen = await handler.seen();
    expect({ code, done: report.done }).toEqual({ code: 0, done: ITEMS });
    expect(idsOf(seen).size).toBe(ITEMS);
    expect(seen).toHaveLength(ITEMS);
    expect(seen.every(({ name, round }) => name === 'INSERT' && round === 0)).toBe(true);
    expect(seen.every(({ sequenceNumber }) => /^0\d{20}$/.test(sequenceNumber))).toBe(true);
    expect(await readdir(folder)).not.toContain('state.json');
  });

  test('killed in the middle goes on where it stood, and misses nothing', async () => {
    const folder = await freshFolder();
    const handler = await handlerFile(folder, { delay: 60 });
    const state = join(folder, 'state.json');
    const args = ['backfill', 'orders', '--handler', handler.path, '--json', '--state', state];
    const first = startCli(local.endpoint, [...args, '--batch-size', '10', '--segments', '2']);
    const half = () => handler.seen().then((seen) => seen.length > ITEMS / 4);
    await eventually(half, 'a quarter of it');
    first.child.kill('SIGKILL');
    await first.ended;
    const before = (await handler.seen()).length;
    expect(before).toBeLessThan(ITEMS);
    const { code } = await runCli(local.endpoint, args);
    expect(code).toBe(0);
    const seen = await handler.seen();
    expect(idsOf(seen).size).toBe(ITEMS);
  });

  test('never overwrites what changed while it ran, in whatever order both arrive', async () => {
    const folder = await freshFolder();
    const handler = await fencedHandler(folder, 15);
    const args = ['--handler', handler.path, '--handler-processes', '1', '--json'];
    const backfill = runCli(local.endpoint, [
      ...['backfill', 'orders', ...args, '--batch-size', '20'],
      ...['--state', join(folder, 'state.json')],
    ]);
    for (let item = 0; item < ITEMS; item += 8)
      await local.put('orders', `i${item}`, { round: '1' });
    for (let item = 4; item < ITEMS; item += 40) await local.remove('orders', `i${item}`);
    await runCli(local.endpoint, [
      ...['replay', 'orders', '--from', '1m', '--settle', '200ms', ...args],
    ]);
    await backfill;
    const again = ['backfill', 'orders', ...args, '--state', join(folder, 'again.json')];
    await runCli(local.endpoint, again);
    const { Items = [] } = await local.dynamodb.send(new ScanCommand({ TableName: 'orders' }));
    const table = new Map(Items.map(({ id, round }) => [id?.S ?? '', round?.S]));
    expect(await handler.read()).toEqual(table);
  });

  describe('that was stopped', () => {
    const PATTERN = '{"eventName":["INSERT"]}';

    let handlerPath: string;
    let seenThen: () => Promise<number>;
    let place: string;

    beforeAll(async () => {
      const folder = await freshFolder();
      const handler = await handlerFile(folder, { delay: 60 });
      const state = join(folder, 'state.json');
      const args = ['--state', state, '--batch-size', '10', '--segments', '2'];
      const flags = ['--handler', handler.path, '--filter', PATTERN];
      const cli = startCli(local.endpoint, ['backfill', 'orders', ...args, ...flags]);
      await eventually(async () => (await handler.seen()).length > 0, 'the first items');
      cli.child.kill('SIGINT');
      expect((await cli.ended).code).toBe(130);
      await appendFile(handler.path, 'exports.other = exports.handler;');
      handlerPath = handler.path;
      seenThen = async () => (await handler.seen()).length;
      place = await readFile(state, 'utf8');
    });

    async function goOn(text: string, table: string, flags: readonly string[]) {
      const state = join(await freshFolder(), 'state.json');
      await writeFile(state, text);
      const before = await seenThen();
      const result = await runCli(local.endpoint, ['backfill', table, '--state', state, ...flags]);
      expect(await seenThen()).toBe(before);
      return result;
    }

    test.each([
      ['another handler', () => ['--handler', `${handlerPath}#other`, '--filter', PATTERN]],
      ['another filter', () => ['--handler', handlerPath]],
    ])('does not go on with %s, which would miss what is done', async (_, flags) => {
      const { code, stderr } = await goOn(place, 'orders', flags());
      expect(stderr).toMatch(/would leave out what that one has done.*\[STATE_OF_ANOTHER_RUN\]/);
      expect(code).toBe(1);
    });

    test('does not go on over another table', async () => {
      await local.createTable('another');
      const { code, stderr } = await goOn(place, 'another', ['--handler', handlerPath]);
      expect(stderr).toMatch(/\[STATE_OF_ANOTHER_TABLE\]/);
      expect(code).toBe(1);
    });

    test.each([
      ['cut short', () => place.slice(0, -9)],
      ['empty', () => ''],
      ['something else', () => '{"version":1,"segments":[]}'],
    ])('does not go on at a place that is %s', async (_, spoilt) => {
      const { code, stderr } = await goOn(spoilt(), 'orders', ['--handler', handlerPath]);
      expect(stderr).toMatch(/not the state of a backfill.*\[STATE_UNREADABLE\]/);
      expect(code).toBe(1);
    });
  });
});
