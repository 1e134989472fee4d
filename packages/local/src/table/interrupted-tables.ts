import type { Engine } from './engine/engine.js';
import type { TableDescription } from './engine/engine-types.js';
import type { StoreOperation } from './engine/level-store.js';

/**
 * dynalite ends CREATING, UPDATING and DELETING by a timer. Where the process ended first, the
 * next one finds a table in between, and ends it.
 */
export async function finishTableChanges(engine: Engine): Promise<void> {
  const operations: StoreOperation[] = [];
  for await (const [key, value] of engine.entries('table~')) {
    const table = JSON.parse(value) as TableDescription;
    if (table.TableStatus === 'DELETING') operations.push({ type: 'del', key });
    else if (table.TableStatus !== 'ACTIVE' || !indexesAreActive(table)) {
      operations.push({ type: 'put', key, value: JSON.stringify(activated(table)) });
    }
  }
  if (operations.length > 0) await engine.batch(operations);
}

function indexesOf(table: TableDescription): readonly { readonly IndexStatus?: string }[] {
  return (table['GlobalSecondaryIndexes'] ?? []) as readonly { readonly IndexStatus?: string }[];
}

function indexesAreActive(table: TableDescription): boolean {
  return indexesOf(table).every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
}

function activated(table: TableDescription): TableDescription {
  const indexes = indexesOf(table).map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
  return {
    ...table,
    TableStatus: 'ACTIVE',
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  };
}
