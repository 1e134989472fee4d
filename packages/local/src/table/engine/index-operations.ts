import type { Item, KeySchema } from '../attribute-value.js';
import { db } from './dynalite.js';
import type { TableDescription } from './engine-types.js';
import type { StoreOperation } from './level-store.js';
import { indexKey } from './store-keys.js';

/** One secondary index as a table's description tells it. Local ones have no status. */
export interface IndexDescription {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
  readonly IndexStatus?: string;
}

/** An item before and after a change; none when it was or is not there. */
export interface ItemChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The table's global indexes. */
export function globalIndexes(table: TableDescription): readonly IndexDescription[] {
  return (table['GlobalSecondaryIndexes'] ?? []) as readonly IndexDescription[];
}

/** What an item's change means to the indexes of its table. */
export function indexOperations(
  table: TableDescription,
  change: ItemChange,
): readonly StoreOperation[] {
  const local = (table['LocalSecondaryIndexes'] ?? []) as readonly IndexDescription[];
  return [
    ...local.flatMap((index) => entriesOf('local', index, table, change)),
    ...globalIndexes(table)
      // Its entries are being taken away; one that is put now would stay.
      .filter(({ IndexStatus: status }) => status !== 'DELETING')
      .flatMap((index) => entriesOf('global', index, table, change)),
  ];
}

/** What an item's change means to one index. */
export function entriesOf(
  kind: 'local' | 'global',
  index: IndexDescription,
  table: TableDescription,
  { before, after }: ItemChange,
): readonly StoreOperation[] {
  const types = keyTypes(index, table);
  const { deletes, puts } = db.getIndexActions(
    [index],
    fits(before, types) ? before : undefined,
    fits(after, types) ? after : undefined,
    table,
  );
  const at = (key: string) => indexKey(kind, table.TableName, index.IndexName, key);
  return [
    ...deletes.map(({ key }) => ({ type: 'del', key: at(key) }) as const),
    ...puts.map(
      ({ key, item }) => ({ type: 'put', key: at(key), value: JSON.stringify(item) }) as const,
    ),
  ];
}

/** An item from before the index was made may have its keys in another type: then it has no entry. */
function fits(item: Item | undefined, types: ReadonlyMap<string, string>): boolean {
  if (item === undefined) return false;
  return [...types].every(([name, type]) => type in (item[name] ?? {}));
}

function keyTypes(
  { KeySchema: schema }: IndexDescription,
  table: TableDescription,
): ReadonlyMap<string, string> {
  const definitions = table['AttributeDefinitions'] as readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  return new Map(
    schema.map(({ AttributeName: name }) => [
      name,
      definitions.find((one) => one.AttributeName === name)?.AttributeType ?? '',
    ]),
  );
}
