import type { Item } from '../attribute-value.js';
import { validationException } from '../aws-error.js';
import type { Engine } from '../engine/engine.js';
import type { EngineOperation, ItemWrite, Members } from '../engine/engine-types.js';
import type { StoreOperation } from '../engine/level-store.js';
import { TRANSACT_WRITE_TYPES } from '../transactions/action-shapes.js';
import {
  type CancellationReason,
  NO_REASON,
  reasonOf,
  transactionCanceled,
} from '../transactions/cancellation.js';
import { consumedCapacity } from '../transactions/consumed-capacity.js';
import {
  type PlacedAction,
  placeActions,
  type TransactionAction,
} from '../transactions/transaction-action.js';
import { checkTransactionSize } from '../transactions/transaction-size.js';
import type { Operation, OperationContext } from './operation.js';

const KINDS: ReadonlyMap<string, EngineOperation> = new Map([
  ['ConditionCheck', 'DeleteItem'],
  ['Put', 'PutItem'],
  ['Delete', 'DeleteItem'],
  ['Update', 'UpdateItem'],
]);

/** What one action would do, or why it cannot. */
type Verdict =
  | { readonly write: ItemWrite | undefined; readonly answer: Members }
  | { readonly reason: CancellationReason };

/** TransactWriteItems: every action is decided under the locks of all items; all are done, or none. */
export const transactWriteItems: Operation = async (context, body) => {
  const { engine, tokens } = context;
  const data = engine.check(body, TRANSACT_WRITE_TYPES);
  const items = data['TransactItems'] as Members[];
  const token = data['ClientRequestToken'];
  const request = JSON.stringify(items);
  const actions = items.map((item) => actionOf(engine, item, data['ReturnConsumedCapacity']));
  checkSize(engine, actions);
  if (token === undefined) return transact(context, actions, []);
  return tokens.once(
    String(token),
    request,
    (keep) => transact(context, actions, [keep]),
    async () => ({}),
  );
};

function actionOf(engine: Engine, item: Members, capacity: unknown): TransactionAction {
  const [kind, ...others] = Object.keys(item);
  const operation = KINDS.get(kind ?? '');
  if (kind === undefined || operation === undefined || others.length > 0) {
    throw validationException('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const fields = item[kind] as Members;
  const data = engine.validate(operation, {
    ...fields,
    ...(capacity === undefined ? {} : { ReturnConsumedCapacity: capacity }),
  });
  return {
    operation,
    checkOnly: kind === 'ConditionCheck',
    data,
    wantsItem: fields['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD',
  };
}

function checkSize(engine: Engine, actions: readonly TransactionAction[]): void {
  const bytes = actions.reduce(
    (total, { data }) => total + engine.sizeOf((data['Item'] ?? data['Key']) as Item),
    0,
  );
  checkTransactionSize(bytes);
}

async function transact(
  { engine, writer }: OperationContext,
  actions: readonly TransactionAction[],
  extra: readonly StoreOperation[],
): Promise<Members> {
  const placed = placeActions(engine, actions);
  const release = await engine.lockItems(
    placed.flatMap(({ table, storeKey }) =>
      storeKey === undefined ? [] : [{ tableName: table.TableName, storeKey }],
    ),
  );
  try {
    const verdicts: Verdict[] = [];
    for (const action of placed) verdicts.push(await decide(engine, action));
    const reasons = verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : NO_REASON));
    if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCanceled(reasons);
    const decided = verdicts.flatMap((verdict) => ('reason' in verdict ? [] : [verdict]));
    await writer.items(
      decided.flatMap(({ write }) => (write === undefined ? [] : [write])),
      { extra },
    );
    return consumedCapacity(
      decided.map(({ answer }) => answer),
      'WriteCapacityUnits',
    );
  } finally {
    release();
  }
}

async function decide(engine: Engine, action: PlacedAction): Promise<Verdict> {
  let found: Item | undefined;
  let wanted: ItemWrite | undefined;
  try {
    const answer = await engine.runHoldingLocks(action.operation, action.data, {
      item: async (write) => {
        wanted = write;
      },
      table: async () => undefined,
      read: (item) => {
        found = item;
      },
    });
    return { write: action.checkOnly ? undefined : wanted, answer };
  } catch (error) {
    return { reason: reasonOf(error, action.wantsItem ? found : undefined) };
  }
}
