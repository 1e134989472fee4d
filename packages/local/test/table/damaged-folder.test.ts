import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { createTableService, TableStoreError } from '../../src/table/index.js';
import { startCloud } from './support/cloud.js';

const TableName = 'Orders';

describe('a data folder', () => {
  let dataDir: string;
  const open = () => createTableService({ region: 'eu-central-1', dataDir });
  const refusal = async () => {
    const error: unknown = await open().then(
      (service) => service.close(),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TableStoreError);
    return error as TableStoreError;
  };
  const changeRows = async (change: (rows: ClassicLevel) => Promise<void>) => {
    const rows = new ClassicLevel(dataDir);
    await change(rows);
    await rows.close();
  };
  const file = async (ending: string) => {
    const names = (await readdir(dataDir)).filter((name) => name.endsWith(ending));
    return join(dataDir, names.sort().at(-1) ?? '');
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-damaged-'));
    const cloud = await startCloud({ dataDir });
    await cloud.createStreamTable(TableName);
    for (let batch = 0; batch < 4; batch += 1) {
      await cloud.tables.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: 25 }, (_, at) => ({
              PutRequest: { Item: { id: { S: `${batch}.${at}` }, n: { N: String(at) } } },
            })),
          },
        }),
      );
    }
    await cloud.close();
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  test('of another format is left alone, and its version is named', async () => {
    await changeRows((rows) => rows.put('millrace~format', '7'));
    expect(await refusal()).toMatchObject({
      code: 'TABLE_STORE_FORMAT',
      message: expect.stringContaining(`${dataDir} was written by another version`),
    });
  });

  test('from before formats were noted is taken', async () => {
    await changeRows((rows) => rows.del('millrace~format'));
    await (await open()).close();
    await (await open()).close();
  });

  test('whose file was cut off is refused, each time', async () => {
    // Opening it once turns the log into a table file.
    await (await open()).close();
    const path = await file('.ldb');
    await truncate(path, Math.floor((await stat(path)).size / 2));
    for (const _start of [1, 2]) {
      expect(await refusal()).toMatchObject({
        code: 'TABLE_STORE_DAMAGED',
        message: expect.stringContaining(`The data folder ${dataDir} is damaged`),
      });
    }
  });

  test('whose log does not make sense is refused each time, and not opened without those writes', async () => {
    const path = await file('.log');
    const log = await readFile(path);
    const middle = Math.floor(log.length / 2);
    log[middle] = (log[middle] ?? 0) ^ 0xff;
    await writeFile(path, log);
    for (const _start of [1, 2]) {
      expect(await refusal()).toMatchObject({
        code: 'TABLE_STORE_DAMAGED',
        message: expect.stringContaining('checksum mismatch'),
      });
    }
  });

  test('whose log ends in the middle of a write is taken: a kill leaves it so', async () => {
    const path = await file('.log');
    await truncate(path, (await stat(path)).size - 5);
    await (await open()).close();
  });

  test.each([
    ['a stream', 'millrace~stream~'],
    ['a record', 'millrace~record~'],
    ['a table', 'table~'],
  ])('with a row of %s that cannot be read is refused', async (_what, prefix) => {
    await changeRows(async (rows) => {
      const [key = ''] = await rows.keys({ gte: prefix, limit: 1 }).all();
      await rows.put(key, 'nonsense');
    });
    expect(await refusal()).toMatchObject({ code: 'TABLE_STORE_DAMAGED' });
  });

  test('that was refused is let go of', async () => {
    await changeRows((rows) => rows.put('millrace~format', '7'));
    await refusal();
    await changeRows((rows) => rows.put('millrace~format', '1'));
    await (await open()).close();
  });

  test('that cannot be made says so', async () => {
    const service = createTableService({
      region: 'eu-central-1',
      dataDir: join(await file('.log'), 'below-a-file'),
    });
    await expect(service).rejects.toMatchObject({
      code: 'TABLE_STORE_UNREADABLE',
      message: expect.stringContaining('check that it may be written'),
    });
  });
});
