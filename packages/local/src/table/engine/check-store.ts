import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LevelStore } from './level-store.js';
import { TableStoreError } from './table-store-error.js';

/** To be raised when what the rows mean changes. */
const FORMAT = '1';
const FORMAT_KEY = 'millrace~format';
const DAMAGE_KEY = 'millrace~damage';

/**
 * Makes sure that a folder which was opened holds what was put there, in the form that is known here.
 *
 * @throws TableStoreError `TABLE_STORE_DAMAGED` or `TABLE_STORE_FORMAT`; LevelDB's own error for a
 * file that it cannot read
 */
export async function checkStore(rows: LevelStore, path: string): Promise<void> {
  await checkFormat(rows, path);
  await noteDroppedLog(rows, path);
  const damage = rows.get(DAMAGE_KEY);
  if (damage !== undefined) throw TableStoreError.damaged(path, damage);
  await rows.readThrough();
}

async function checkFormat(rows: LevelStore, path: string): Promise<void> {
  const format = rows.get(FORMAT_KEY);
  if (format === undefined) await rows.batch([{ type: 'put', key: FORMAT_KEY, value: FORMAT }]);
  else if (format !== FORMAT) {
    throw new TableStoreError(
      'TABLE_STORE_FORMAT',
      `The data folder ${path} was written by another version of Millrace (format ${format}; this one reads ${FORMAT}): use that version, or name another folder`,
    );
  }
}

/**
 * LevelDB opens a log that makes no sense without the writes that were in it, and says so in its own
 * LOG only. A log that a kill cut off is nothing of that kind. Noted, since the next start finds
 * nothing to complain of any more.
 */
async function noteDroppedLog(rows: LevelStore, path: string): Promise<void> {
  const log = await readFile(join(path, 'LOG'), 'utf8');
  const dropped = /\/(\d+\.log): dropping \d+ bytes; (.*)/.exec(log);
  if (dropped === null) return;
  const [, file, reason] = dropped;
  await rows.batch([{ type: 'put', key: DAMAGE_KEY, value: `${file}: ${reason}` }]);
}
