import type { Members, WriteSink } from '../engine/engine-types.js';
import { TRANSACT_GET_TYPES } from '../transactions/action-shapes.js';
import {
  type CancellationReason,
  NO_REASON,
  reasonOf,
  transactionCanceled,
} from '../transactions/cancellation.js';
import { consumedCapacity } from '../transactions/consumed-capacity.js';
import { placeActions } from '../transactions/transaction-action.js';
import { checkTransactionSize } from '../transactions/transaction-size.js';
import type { Operation } from './operation.js';

/** TransactGetItems: all items as they are at one moment. */
export const transactGetItems: Operation = async ({ engine, writer }, body) => {
  const data = engine.check(body, TRANSACT_GET_TYPES);
  const capacity = data['ReturnConsumedCapacity'];
  const gets = (data['TransactItems'] as Members[]).map((item) => ({
    operation: 'GetItem' as const,
    checkOnly: true,
    wantsItem: false,
    data: engine.validate('GetItem', {
      ...(item['Get'] as Members),
      ...(capacity === undefined ? {} : { ReturnConsumedCapacity: capacity }),
    }),
  }));
  const placed = placeActions(engine, gets);
  const release = await engine.lockItems(
    placed.flatMap(({ table, storeKey }) =>
      storeKey === undefined ? [] : [{ tableName: table.TableName, storeKey }],
    ),
  );
  try {
    let bytes = 0;
    const sink: WriteSink = {
      item: (write) => writer.item(write),
      table: (description) => writer.table(description),
      read: (item) => {
        bytes += item === undefined ? 0 : engine.sizeOf(item);
      },
    };
    const answers: Members[] = [];
    const reasons: CancellationReason[] = [];
    for (const get of placed) {
      try {
        answers.push(await engine.runHoldingLocks(get.operation, get.data, sink));
        reasons.push(NO_REASON);
      } catch (error) {
        reasons.push(reasonOf(error, undefined));
      }
    }
    if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCanceled(reasons);
    checkTransactionSize(bytes);
    return {
      ...consumedCapacity(answers, 'ReadCapacityUnits'),
      Responses: answers.map(({ Item: item }) => (item === undefined ? {} : { Item: item })),
    };
  } finally {
    release();
  }
};
