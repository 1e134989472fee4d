import { type Item, keyOf } from '../attribute-value.js';
import { validationException } from '../aws-error.js';
import type { Engine } from '../engine/engine.js';
import type { EngineOperation, Members, TableDescription } from '../engine/engine-types.js';

/** One checked action of a transaction. */
export interface TransactionAction {
  /** dynalite's operation that decides and carries it out. A condition check is a delete not done. */
  readonly operation: EngineOperation;
  readonly checkOnly: boolean;
  readonly data: Members;
  readonly wantsItem: boolean;
}

/** One action and the item that it is about. */
export interface PlacedAction extends TransactionAction {
  readonly table: TableDescription;
  /** Where the item is kept; none when the action's key does not fit the table. */
  readonly storeKey: string | undefined;
}

/**
 * Finds each action's item.
 *
 * @throws AwsError ResourceNotFoundException for a missing table; ValidationException when two
 * actions are about one item
 */
export function placeActions(
  engine: Engine,
  actions: readonly TransactionAction[],
): readonly PlacedAction[] {
  const placed: PlacedAction[] = [];
  for (const action of actions) {
    const table = engine.usableTable(String(action.data['TableName']));
    placed.push({ ...action, table, storeKey: storeKeyOf(engine, action, table) });
  }
  const items = placed.flatMap(({ table, storeKey }) =>
    storeKey === undefined ? [] : [`${table.TableName}~${storeKey}`],
  );
  if (new Set(items).size === items.length) return placed;
  throw validationException('Transaction request cannot include multiple operations on one item');
}

function storeKeyOf(
  engine: Engine,
  { data }: TransactionAction,
  table: TableDescription,
): string | undefined {
  const item = data['Item'] as Item | undefined;
  const key = item === undefined ? (data['Key'] as Item) : keyOf(item, table.KeySchema);
  return engine.storeKeyOf(key, table);
}
