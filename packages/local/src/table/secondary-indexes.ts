import type { Engine } from './engine/engine.js';
import type { TableDescription } from './engine/engine-types.js';
import { entriesOf, globalIndexes, type IndexDescription } from './engine/index-operations.js';
import { indexKey } from './engine/store-keys.js';

const ITEMS_AT_ONCE = 100;

/**
 * Brings the entries of a table's global indexes to what the description promises: one that is
 * CREATING gets those of the items that are there already, one that is DELETING loses all of its
 * own. May be done twice. The description must be stored before, so that writes know of it.
 */
export async function settleIndexes(engine: Engine, table: TableDescription): Promise<void> {
  for (const index of globalIndexes(table)) {
    if (index.IndexStatus === 'CREATING') await fill(engine, table, index);
    if (index.IndexStatus === 'DELETING') {
      await engine.deleteAll(indexKey('global', table.TableName, index.IndexName, ''));
    }
  }
}

/** The table once that is done. */
export function withIndexesSettled(table: TableDescription): TableDescription {
  const { GlobalSecondaryIndexes: _before, ...rest } = table;
  const indexes = globalIndexes(table)
    .filter(({ IndexStatus: status }) => status !== 'DELETING')
    .map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
  return {
    ...(rest as TableDescription),
    TableStatus: 'ACTIVE',
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  };
}

async function fill(
  engine: Engine,
  table: TableDescription,
  index: IndexDescription,
): Promise<void> {
  let some: string[] = [];
  for await (const storeKey of engine.storeKeys(table.TableName)) {
    some.push(storeKey);
    if (some.length < ITEMS_AT_ONCE) continue;
    await fillSome(engine, table, index, some);
    some = [];
  }
  await fillSome(engine, table, index, some);
}

/** Each item is read under its lock: whoever writes it afterwards sees to the index themselves. */
async function fillSome(
  engine: Engine,
  table: TableDescription,
  index: IndexDescription,
  storeKeys: readonly string[],
): Promise<void> {
  const tableName = table.TableName;
  const release = await engine.lockItems(storeKeys.map((storeKey) => ({ tableName, storeKey })));
  try {
    await engine.batch(
      storeKeys.flatMap((storeKey) => {
        const after = engine.item(tableName, storeKey)?.item;
        return entriesOf('global', index, table, { before: undefined, after });
      }),
    );
  } finally {
    release();
  }
}
