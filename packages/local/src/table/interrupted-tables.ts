import type { Engine } from './engine/engine.js';
import type { TableDescription } from './engine/engine-types.js';
import { globalIndexes } from './engine/index-operations.js';
import { contentPrefixes, tableKey } from './engine/store-keys.js';
import { settleIndexes, withIndexesSettled } from './secondary-indexes.js';

/**
 * CREATING, UPDATING and DELETING take a while: dynalite ends them by a timer, and takes a deleted
 * table's rows away page by page. Where the process ended first, the next one finds a table in
 * between, and ends it.
 */
export async function finishTableChanges(engine: Engine): Promise<void> {
  for await (const [key, value] of engine.entries(tableKey(''))) {
    const table = JSON.parse(value) as TableDescription;
    if (table.TableStatus === 'DELETING') await finishDeleting(engine, table.TableName);
    else if (!isSettled(table)) {
      await settleIndexes(engine, table);
      const settled = JSON.stringify(withIndexesSettled(table));
      await engine.batch([{ type: 'put', key, value: settled }]);
    }
  }
}

/** Its description goes last: ended once more before that, the next start finds the rest. */
async function finishDeleting(engine: Engine, tableName: string): Promise<void> {
  for (const prefix of contentPrefixes(tableName)) await engine.deleteAll(prefix);
  await engine.batch([{ type: 'del', key: tableKey(tableName) }]);
}

function isSettled(table: TableDescription): boolean {
  return (
    table.TableStatus === 'ACTIVE' &&
    globalIndexes(table).every(({ IndexStatus: status }) => status === 'ACTIVE')
  );
}
